"""What may happen to a pupil, as staff tell it: whatever it is read as, it must lead on to a procedure."""

STORIES = (
    "han sitter alene i hvert friminutt",
    "noen har lagt ut video av henne",
    "hun gråter hver gang vi skal ha gym",
    "det ble delt et bilde av en jente i garderoben",
    "de tok lua hans og kastet den på taket",
    "ingen vil sitte ved siden av henne",
    "eleven sier at vikaren ropte til ham foran hele klassen",
    "det står stygge ting på doveggen",
    "noen har kuttet opp sekken til en på fjerde trinn",
    "to jenter har laget en gruppe der hun ikke får være med",
    "ho seier at ho ikkje har nokon å vere med",
    "hainn går aleina i friminuttan",
    "læreren tok ham hardt i armen",
    "hva gjør jeg når han bare sitter der alene?",
    "kan det være mobbing når de ler av henne hele tida?",
    "er det greit at de kaller ham feit?",
    "har noen av elevene slått [navn] før?",
    "hun har blåmerker på armen",
    "de har en chat der de rangerer jentene",
    "hva skal vi gjøre når rektor plager ungene?",
)
