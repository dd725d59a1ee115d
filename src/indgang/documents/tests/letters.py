"""Letters of each kind, as a caseworker would send them."""

from datetime import UTC, date, datetime

from indgang.documents.letters import (
    Appointment,
    Fact,
    Letter,
    LetterKind,
    Recipient,
    Section,
    Sender,
)

SENDER = Sender(
    municipality="Københavns Kommune",
    unit="Pensions- og Omsorgskontoret Bispebjerg",
    phone="33 66 33 66",
    address="Dortheavej 61\n2400 København NV",
    opening="mandag–fredag kl. 10–15",
)
DECISION = Letter(
    kind=LetterKind.DECISION,
    sender=SENDER,
    recipient=Recipient(
        name="Poul Erik Sørensen", address="Frederikssundsvej 94, 3. tv.\n2400 København NV"
    ),
    number="S-7KQ2-M4XR",
    on=date(2026, 11, 22),
    subject="Helbredstillæg til nye briller",
    result="Du får hjælp til dine nye briller.",
    amount="3.200 kr.",
    facts=(
        Fact("Din pension", "Du får folkepension."),
        Fact("Din formue", "Du har under grænsen for helbredstillæg."),
        Fact("Prisen", "Brillerne koster 3.765 kr. hos din optiker."),
    ),
    reasons=(
        "Du har brug for brillerne for at kunne læse og færdes sikkert.",
        "Vi betaler 85 procent af prisen, fordi du har en lav indtægt ved siden af pensionen.",
    ),
    rules=(
        "Pensionsloven § 14 a. Den siger, at kommunen kan betale en del af udgiften til briller.",
    ),
    complaint=(
        "Du kan klage, hvis du synes, at vi har gjort noget forkert. "
        "Du skal klage inden fire uger, fra du fik brevet.",
        "Ring eller skriv til os. Vi ser på sagen igen. "
        "Giver vi dig ikke ret, sender vi din klage videre til Ankestyrelsen.",
    ),
    contact_name="Lise Holm",
    contact_phone="33 17 20 14",
    synthetic=True,
)
HEARING = Letter(
    kind=LetterKind.HEARING,
    sender=SENDER,
    recipient=Recipient(name="Ibrahim Hassan", address="Skjulte Vænge 4", protected=True),
    number="S-9AB2-M4XR",
    on=date(2026, 11, 22),
    subject="Din ansøgning om kontanthjælp",
    result="Vi har fået nye oplysninger og vil høre din mening, før vi afgør sagen.",
    facts=(Fact("Fra Skattestyrelsen", "Du fik 4.100 kr. i løn i oktober."),),
    sections=(Section("Hvad det kan betyde", ("Lønnen kan gøre hjælpen mindre i oktober.",)),),
    answer_by=date(2026, 12, 4),
    contact_name="Mette Juhl",
)
RECEIPT = Letter(
    kind=LetterKind.RECEIPT,
    sender=SENDER,
    recipient=Recipient(name="Ibrahim Hassan"),
    number="H-9AB2-M4XR",
    on=date(2026, 11, 22),
    subject="Vi har fået din henvendelse",
    result="Socialcenter Bispebjerg har din sag nu, og du har en tid hos dem.",
    appointment=Appointment(
        begins=datetime(2026, 11, 24, 9, 40, tzinfo=UTC),
        place="Socialcenter Bispebjerg",
        address="Dortheavej 61",
        with_name="Mette Juhl",
        bring=("billed-id", "dit seneste brev om husleje"),
        code="T-7KQ2-M4XR",
    ),
    sections=(
        Section(
            "Hvad der sker nu",
            ("Du skal ikke fortælle det hele igen. Mette har læst det, du fortalte.",),
        ),
    ),
)
EVERY_KIND = (DECISION, HEARING, RECEIPT)
