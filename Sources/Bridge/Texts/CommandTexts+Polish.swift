import Replies

extension CommandTexts {
    static let polish = CommandTexts(
        conflict:
            "Tego nie można połączyć w jednej wiadomości: {commands}. Nic się nie stało i nic nie wysłano; proszę wysłać po kolei.",
        text: "tekst dla kupującego",
        yourText: "Państwa tekst, który nie został wysłany:",
        known: "Dostępne polecenia: {commands}",
        unknownRecipient: "„{word}” nie jest odbiorcą: proszę napisać klient, operator albo oba. Nic nie wysłano.",
        assigned: "Zgłoszenie należy teraz do: {name}.",
        unknownAgent: "Nie ma osoby „{name}”. Są: {names}",
        snoozed: "Odłożone do {date}; wtedy pojawi się tu ponownie.",
        snoozedShorter: "Nie dłużej, ze względu na termin platformy.",
        badSnooze:
            "„{word}” nie jest możliwym czasem: proszę napisać 4h, 2d, jutro albo datę. Odpowiedź do: {deadline}",
        wakes: "{name} odłożył(a) to do teraz.",
        state: "Stan",
        owner: "Odpowiada",
        waiting: "Kupujący czeka od",
        nobodyWaits: "Żadna odpowiedź nie jest wymagana.",
        onItsWay: "W drodze ({state}): {text}",
        noOrder: "{marketplace} nie pokazuje tu zamówienia.",
        portalOnly: "tylko w portalu",
        helpIntroduction: "Polecenia stoją w pierwszych wierszach odpowiedzi, po jednym. W {marketplace} są:",
        unknownTemplate: "Nie ma tu szablonu „{name}”. Są: {names}",
        templateLanguage:
            "Szablon „{name}” istnieje tylko w: {languages}, nie w języku kupującego ({language}). Nic nie wysłano.",
        templateMissing: "Szablon „{name}” wymaga danych, których tu brak: {names}. Nic nie wysłano.",
        cannedRuns:
            "Odpowiedź tymczasowa nie liczy się w {marketplace}: czas biegnie dalej. Odpowiedź do: {deadline}",
        offers: "Wystarczy kliknąć i wysłać:",
        closesAfter: "Rozmowa zostanie zamknięta, gdy odpowiedź tam się znajdzie.",
        usage: [
            .close: "kończy rozmowę",
            .noReply: "odpowiedź niepotrzebna",
            .escalate: "prosi platformę o pomoc, z tekstem poniżej",
            .refund: "[pozycja:] [kwota] [powód], na przykład 1: 12,50 EUR",
            .cancel: "[pozycja:] [powód]",
            .template: "NAZWA, gotowy tekst",
            .to: "klient, operator, oba",
            .note: "tylko dla zespołu",
            .assign: "NAZWA",
            .snooze: "4h, 2d, jutro, data",
            .undo: "cofa to, co jeszcze nie wyszło",
            .status: "co się dzieje",
            .order: "zamówienie w obecnym stanie",
            .help: "ta lista",
            .reopen: "otwiera ponownie",
            .resolve: "[powód], rozwiązuje incydent",
            .invoice: "z załączonym PDF",
            .new: "[temat], zaczyna rozmowę z tekstem poniżej",
        ],
        labels: [.template: "Szablon", .status: "Stan"]
    )
}
