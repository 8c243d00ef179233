"""Build every object once and join them; nothing is opened or loaded before `assemble` is called."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.casework import Tools
from actions.dialogue import CaseDialogue
from actions.doubt import Doubt
from actions.drafting.content import load_drafting
from actions.drafting.desk import DraftDesk
from actions.drafting.render import Renderer
from actions.drafting.wishes import Wishes
from actions.outside import ActionOutside
from actions.passages import PassagePresenter
from actions.present import DecisionPresenter
from actions.sak_form import ActionAvsluttSak, SakForm
from actions.search import ActionSearch, PassageAnswer
from actions.texts import load_texts
from actions.understand import load_understanding
from bot.acute import load_acute
from bot.conversation import Conversation, Safeguards
from bot.drafts import Documents, SignedDrafts
from bot.insight.front import open_front
from bot.insight.insight import Insight, open_insight
from bot.insight.reporting import Existing, FaultDesk
from bot.own_data import load_own_data
from bot.pdf import PdfMaker
from bot.privacy import default_redactor
from bot.rasa_client import RasaClient
from bot.reception import Reception
from bot.run.places import TRACKER_DB
from bot.safety_net import load_safety_net
from bot.secrets import load_signing_key
from bot.settings import Settings
from bot.storage import store_parts
from bot.store import Conversations, Drafts, open_engine, sqlite_url
from knowledge.index.search import Search
from knowledge.insight.log import InsightLog
from knowledge.paths import Paths
from knowledge.rulebook import Rulebook, open_rulebook


@dataclass(frozen=True)
class Services:
    """Everything that the routes need."""

    settings: Settings
    rulebook: Rulebook
    search: Search
    presenter: DecisionPresenter
    drafts: SignedDrafts
    store: Drafts
    said: Conversations
    documents: Documents
    renderer: Renderer
    pdf: PdfMaker
    rasa: RasaClient
    reception: Reception
    insight: Insight
    faults: FaultDesk
    executor: ActionExecutor


def assemble(settings: Settings) -> Services:
    """The running parts. Raises KnowledgeError, FormError or StoreError where something does not hold."""
    data = settings.data_dir
    paths = Paths(data_dir=data, var_dir=settings.var_dir)
    rulebook = open_rulebook(paths)
    search = Search.load(paths, model=settings.embedding_model or None)
    texts = load_texts(data / "texts.yml")
    drafting = load_drafting(data)
    buttons = {kind: form.button for kind, form in drafting.forms.items()}
    presenter = DecisionPresenter(rulebook, texts, buttons)
    key = load_signing_key(settings.var_dir / "secret.key")
    engine, cipher = store_parts(settings)
    store = Drafts(engine, cipher, settings.draft_days)
    pdf = PdfMaker()
    minutes = settings.link_minutes if settings.has_login else None
    drafts = SignedDrafts(store, key, minutes, has_pdf=pdf.is_there)
    said = Conversations(open_engine(sqlite_url(settings.var_dir / TRACKER_DB)))
    asked = InsightLog(paths.insight)
    answers = PassageAnswer(search, PassagePresenter(texts, rulebook.laws), asked)
    tools = Tools(
        rulebook=rulebook,
        understanding=load_understanding(data),
        presenter=presenter,
        drafts=DraftDesk(rulebook, texts, drafting, drafts),
        texts=texts,
    )
    dialogue = CaseDialogue(tools, answers, settings.case_hours)
    rasa = RasaClient(settings.rasa_address, settings.rasa_token.get_secret_value(), settings.reply_seconds)
    safeguards = Safeguards(
        default_redactor().redact,
        load_acute(data / "acute.yml"),
        load_safety_net(data / "safety_net.yml"),
        load_own_data(data / "egne_data.yml", drafts, said),
        Wishes(drafting).kind,
    )
    insight = open_insight(engine, key, data, asked)
    existing = Existing(rulebook, paths, frozenset({*insight.texts.routes, *drafting.forms}))
    faults = FaultDesk(insight.faults, existing, safeguards.redact, insight.fault_texts)
    return Services(
        settings=settings,
        rulebook=rulebook,
        search=search,
        presenter=presenter,
        drafts=drafts,
        store=store,
        said=said,
        documents=Documents(drafting, rulebook),
        renderer=Renderer(data / "templates", drafting.words.document),
        pdf=pdf,
        rasa=rasa,
        reception=Reception(
            Conversation(rasa, safeguards, key), open_front(insight, faults, safeguards, key)
        ),
        insight=insight,
        faults=faults,
        executor=_executor(
            SakForm(dialogue),
            ActionAvsluttSak(),
            ActionSearch(answers),
            ActionOutside(tools.understanding, answers, Doubt(rulebook, texts)),
        ),
    )


def _executor(*actions: Action) -> ActionExecutor:
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    return executor
