"""What the samples are made of. The texts are samples, not interface: they are not translated."""

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC = "المساعدة التقنية في مجال الملكية الفكرية"
CHINESE = "知识产权技术援助"
MEXICO = {"name": "Mexico", "url": "#names"}
EIGHT = [
    {"name": name, "url": "#names"}
    for name in ("Argentina", "Brazil", "Chile", "Colombia", "Costa Rica", "Cuba", "Mexico", "Peru")
]
REPORT = {"name": "Report on the webinars on technical assistance organized in 2024", "url": "#documents"}
SLIDES = {"name": "Experiences of INDECOPI", "url": "#documents"}
MEETING = "Regional Meeting on Accelerated Life Sciences Innovation Capacity Building in Mexico"
SUMMARY = (
    "The Conference aimed to support the development of innovation ecosystems and skills and capacity related "
    "to intellectual property management and technology transfer in the Life Sciences."
)

# For each component its states: a name and the context of the include.
States = list[tuple[str, dict]]
