"""Build every object once and join them; nothing is opened or loaded before `assemble` is called."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions.casework import Tools
from actions.dialogue import CaseDialogue
from actions.doubt import Doubt
from actions.drafts import DraftMaker
from actions.outside import ActionOutside
from actions.passages import PassagePresenter
from actions.present import DecisionPresenter
from actions.sak_form import ActionAvsluttSak, SakForm
from actions.search import ActionSearch, PassageAnswer
from actions.texts import load_texts
from actions.understand import load_understanding
from bot.acute import load_acute
from bot.conversation import Conversation, Safeguards
from bot.drafts import SqliteDrafts
from bot.privacy import default_redactor
from bot.rasa_client import RasaClient
from bot.safety_net import load_safety_net
from bot.secrets import load_signing_key
from bot.settings import Settings
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
    drafts: SqliteDrafts
    rasa: RasaClient
    conversation: Conversation
    executor: ActionExecutor


def assemble(settings: Settings) -> Services:
    """The running parts. Raises KnowledgeError where a procedure, a guide or the index does not hold."""
    data = settings.data_dir
    paths = Paths(data_dir=data, var_dir=settings.var_dir)
    rulebook = open_rulebook(paths)
    search = Search.load(paths, model=settings.embedding_model or None)
    texts = load_texts(data / "texts.yml")
    presenter = DecisionPresenter(rulebook, texts)
    key = load_signing_key(settings.var_dir / "secret.key")
    drafts = SqliteDrafts(settings.var_dir / "utkast.db", key, settings.draft_days)
    insight = InsightLog(paths.insight)
    answers = PassageAnswer(search, PassagePresenter(texts, rulebook.laws), insight)
    tools = Tools(
        rulebook=rulebook,
        understanding=load_understanding(data),
        presenter=presenter,
        drafts=DraftMaker(rulebook, texts, data / "templates", drafts),
        texts=texts,
    )
    dialogue = CaseDialogue(tools, answers, settings.case_hours)
    rasa = RasaClient(settings.rasa_address, settings.rasa_token.get_secret_value(), settings.reply_seconds)
    safeguards = Safeguards(
        default_redactor().redact,
        (data / "privacy" / "notice.txt").read_text(encoding="utf-8").strip(),
        load_acute(data / "acute.yml"),
        load_safety_net(data / "safety_net.yml"),
    )
    return Services(
        settings=settings,
        rulebook=rulebook,
        search=search,
        presenter=presenter,
        drafts=drafts,
        rasa=rasa,
        conversation=Conversation(rasa, safeguards, key),
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
