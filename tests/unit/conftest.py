"""What the tests of the workspace share: both kinds of database, a clock that is set by hand, a student's entries."""

import pytest
import sqlalchemy as sa

from model.sharing.workspace import Workspace


class Clock:
    """Seconds since 1970 that pass when a test says so."""

    def __init__(self):
        self.now = 1_795_000_000

    def __call__(self):
        return self.now + 0.75  # whole seconds are what counts

    def forward(self, *, seconds=0, days=0):
        self.now += seconds + 86_400 * days


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """Address of an empty database of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres")
    return f"sqlite:///{tmp_path / 'second-sitting.sqlite'}"


@pytest.fixture
def workspaces(address, clock):
    """Make workspaces, on the database unless another address is given; their connections are closed at the end."""
    made = []

    def make(other=address):
        made.append(Workspace(other, clock=clock))
        return made[-1]

    yield make
    for workspace in made:
        workspace.close()


@pytest.fixture
def store(workspaces):
    return workspaces()


@pytest.fixture
def direct(address):
    """Connect to the database past the program, as an operator or a thief would; all is committed at the end."""
    url = sa.make_url(address)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return sa.create_engine(url, poolclass=sa.NullPool).begin


@pytest.fixture
def entered(student, day):
    """A student who has entered something everywhere."""
    return student(
        (150, 61.5),
        (28, 55, {"form": "29"}),
        (14, 60.25, {"form": "30", "timed": False}),
        (0, 66, {"form": "31", "printed_pass_percent": 87.5}),
        pass_bar=85,
        application={
            "target_specialties": ("Otolaryngology", "Psychiatry"),
            "step2ck": 247,
            "step2ck_predicted": True,
            "clerkship_honors": 3,
            "clerkships_graded": 6,
            "specialty_honors": "yes",
            "letters": 3,
            "letters_from_specialty": 1,
            "letters_since_attempt": 2,
            "research_experiences": 4,
            "abstracts_pubs_presentations": 7,
            "volunteer_experiences": 5,
            "work_experiences": 2,
            "personal_statement": "draft",
            "attempt_addressed": False,
            "practice_interviews": 1,
            "contiguous_ranks": 9,
            "signals_used": 12,
            "aoa": False,
            "ghhs": True,
            "obstacles_overcome": True,
        },
        plan={
            "eligibility_start": day(-30),
            "eligibility_end": day(60),
            "school_deadline": day(45),
            "rotations_start": day(75),
            "full_day_simulation": True,
            "begun": day(-5),
            "school_meeting": day(3),
            "remediation_start": day(5),
            "remediation_end": day(9),
            "study_start": day(1),
            "step2ck_date": day(200),
            "graduation": day(600),
            "accommodations": "asked",
            "steps_done": ("score_report",),
            "talk_to_someone": False,
            "causes": ("cramming", "burnout"),
            "causes_unsure": True,
            "areas": ({"area": "Cardiovascular system", "report": "lower", "latest": "same"},),
            "questions_done": 812,
            "questions_target": 2500,
            "days_off": (6,),
            "resources": ("One bank", "One book"),
            "wellbeing": "Sleeping again, most nights.",
        },
    )


@pytest.fixture
def otherwise(entered):
    """The same student with other scores; each number gives other entries."""

    def change(number=1):
        tests = entered.practice_tests
        score = tests[-1].model_copy(update={"score": float(number)})
        return entered.model_copy(update={"practice_tests": (*tests[:-1], score)})

    return change
