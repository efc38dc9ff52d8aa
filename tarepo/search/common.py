"""Small words that nearly every text of a language holds: typed among others, they are passed over.

A delegate types "who trained producers in collective marks": a text that has no "in" is no worse an answer.
Folded, as the index has them.
"""

from tarepo.search.normalise import folded

ENGLISH = "a an the of in on at to for from by with and or as is are was were be been who whom what which how many \
much did does do has have had when where why that this these those it its there"
FRENCH = "l d qu le la les un une des du de au aux et ou en a dans par pour sur avec qui que quoi quel quelle quels \
quelles est sont ont ce cette ces se sa son ses leur leurs"
SPANISH = "el la los las lo un una unos unas de del al y e o u en a con por para sobre que quien quienes cual cuales \
es son fue fueron se su sus como cuantos cuantas"
RUSSIAN = "и в во на с со по для из от до о об к ко за у не как что кто где когда или а но же ли это"
ARABIC = "في من على الى عن مع و او التي الذي هذا هذه ما كم هل ان"

COMMON = frozenset(folded(word) for word in " ".join((ENGLISH, FRENCH, SPANISH, RUSSIAN, ARABIC)).split())
