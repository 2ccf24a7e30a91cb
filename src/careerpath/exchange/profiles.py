"""Profiles as documents: what one person holds, kept and restored."""

from __future__ import annotations

from careerpath.errors import FaultsError, UnknownRoleError, require_type
from careerpath.exchange.entries import POSITION, Levels
from careerpath.exchange.files import PathLike, as_path, read_text, suffix_of, write_text
from careerpath.exchange.parsing import Place, parse
from careerpath.exchange.plain import profile_data
from careerpath.exchange.reading import Reader, Reading, SkippedError, as_it_is, name
from careerpath.exchange.writing import written
from careerpath.graph import CareerGraph
from careerpath.profiles import Profile


def read_profile(path: PathLike, *, graph: CareerGraph | None = None) -> Profile:
    """Read a profile from a YAML or JSON document.

    Parameters
    ----------
    path : str or path
        A file whose suffix is ``.yaml``, ``.yml`` or ``.json``, in UTF-8, of at most 20 MB.
    graph : CareerGraph, optional
        The framework that the profile speaks of. With it, levels may be words of its scales, and
        the profile is checked against it. Without it, levels are numbers.

    Returns
    -------
    Profile
        The profile.

    Raises
    ------
    DocumentError
        If something is wrong with it; ``faults`` lists everything with its line and column.
    MissingFileError
        If there is no such file; it is a `FileNotFoundError` too.
    InvalidValueError
        If the suffix is another one, or the path is empty.
    InvalidTypeError
        If *graph* is no graph.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "ann.yaml")
    >>> _ = path.write_text('''
    ... careerpath: 1
    ... kind: profile
    ... role: pm
    ... years_in_role: 1.5
    ... skills: {sql: 2, strategy: 3}
    ... years: {product: 4}
    ... credentials: [mba]
    ... ''')
    >>> read_profile(path).skills
    {'sql': 2.0, 'strategy': 3.0}
    >>> folder.cleanup()
    """
    if graph is not None:
        require_type(graph, CareerGraph, "graph", "a CareerGraph")
    file = as_path(path)
    kind = suffix_of(file)
    reading = Reading(parse(read_text(file), kind, str(file)), str(file))
    profile = _profile(reading, graph)
    if profile is None or reading.has_faults:
        raise reading.error()
    return profile


def write_profile(profile: Profile, path: PathLike, *, graph: CareerGraph | None = None) -> None:
    """Write a profile as a YAML or JSON document; `read_profile` returns an equal profile from it.

    Parameters
    ----------
    profile : Profile
        What to write.
    path : str or path
        Where to; the suffix, ``.yaml``, ``.yml`` or ``.json``, chooses the format. A file that is
        there is replaced; the new one appears completely or not at all.
    graph : CareerGraph, optional
        The framework that the profile speaks of: levels are then written in the words of its
        scales, and reading it needs the graph too.

    Raises
    ------
    InvalidProfileError
        If the profile speaks of what *graph* does not know.
    UnknownRoleError
        If its role is not in *graph*.
    DocumentError
        If the file cannot be written.
    MissingFileError
        If the folder does not exist.
    InvalidTypeError
        If *profile* is no profile or *graph* no graph.
    InvalidValueError
        If the suffix is another one, or the path is empty.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "ann.json")
    >>> write_profile(Profile(skills={"sql": 2}, role="pm"), path)
    >>> read_profile(path)
    Profile(skills={'sql': 2.0}, role='pm')
    >>> folder.cleanup()
    """
    require_type(profile, Profile, "profile", "a Profile")
    file = as_path(path)
    kind = suffix_of(file)
    if graph is not None:
        require_type(graph, CareerGraph, "graph", "a CareerGraph")
        graph.person(profile)
    write_text(file, written(profile_data(profile, graph), kind))


def _profile(reading: Reading, graph: CareerGraph | None) -> Profile | None:
    levels = Levels(None, hint="Pass graph= to read it by the scale of its skill, or write a number.")
    if graph is not None:
        levels.default = graph.scale
        levels.own = {skill.id: skill.scale for skill in graph.skills.values() if skill.scale is not None}
    readers: dict[str, Reader] = {
        "careerpath": as_it_is,
        "kind": as_it_is,
        "role": name,
        "years_in_role": POSITION,
        "skills": reading.named(lambda value, at: levels.read(value, at, str(at[-1]))),
        "years": reading.named(POSITION),
        "credentials": reading.each(name),
    }
    data = reading.header("profile")
    values = reading.fields(data, (), readers)
    try:
        held = {key: value for key, value in values.items() if key not in {"careerpath", "kind"}}
        profile = reading.build(Profile, held, (), ())
    except SkippedError:
        return None
    if graph is not None:
        _check(profile, graph, reading)
    return profile


def _check(profile: Profile, graph: CareerGraph, reading: Reading) -> None:
    """Note what *graph* has to say against *profile*, each at its place in the document."""
    if profile.role is not None and profile.role not in graph.roles:
        reading.fault(str(UnknownRoleError.among(profile.role, graph.roles)), ("role",))
    try:
        graph.person(profile.at(None))
    except FaultsError as error:
        for fault in error.faults:
            section, _, key = fault.path.partition(".")
            place: Place = (section, key)
            if section == "credentials":
                place = next(at for at in reading.places[section,] if reading.parsed.at(at) == key)
            reading.fault(fault.message, place)
