import Marketplaces

extension FaultTexts {
    static let polish = FaultTexts(
        refusals: [
            .unknownOrder: "{marketplace} nie zna tego zamówienia albo nie należy ono do tego konta.",
            .unknownConversation: "{marketplace} nie zna (już) tej rozmowy albo nie należy ona do tego konta.",
            .noConversation: "{marketplace} nie zna rozmowy o tym zamówieniu, w której można odpowiedzieć.",
            .severalConversations: "o tym zamówieniu jest kilka rozmów i nie wiadomo, o którą chodzi.",
            .conversationFull: "rozmowa jest pełna; {marketplace} nie przyjmuje w niej kolejnych wiadomości.",
            .tooManyFiles: "{marketplace} nie przyjmuje tylu plików.",
            .limits: "tekst lub pliki przekraczają to, co przyjmuje {marketplace}.",
            .readerMissing: "osoba, która ma przeczytać odpowiedź, nie bierze udziału w tej rozmowie.",
            .cannotBegin: "{marketplace} nie pozwala rozpocząć tej rozmowy stąd.",
            .notDelivered: "{marketplace} przyjął wiadomość, ale jej nie doręczył; kupujący jej nie widział.",
            .noRelayAddress: "dla tej rozmowy nie jest znany adres, pod którym {marketplace} przyjmuje odpowiedź.",
            .mailRefused: "serwer poczty odrzucił odpowiedź w drodze do {marketplace}.",
            .portalOnly: "{marketplace} przyjmuje tę odpowiedź tylko w portalu.",
            .marketplace: "{marketplace} odrzucił odpowiedź.",
        ],
        failures: [
            .credentials: "{marketplace} nie przyjmuje klucza mostka.",
            .forbidden: "konto nie ma do tego prawa w {marketplace}.",
            .notFound: "{marketplace} nie znajduje tego, o co chodzi.",
            .invalid: "{marketplace} nie zrozumiał żądania.",
            .rateLimited: "{marketplace} nie przyjmuje teraz więcej żądań.",
            .unavailable: "nie można było połączyć się z {marketplace}.",
            .protocolViolation: "{marketplace} odpowiedział w niezrozumiały sposób.",
            .unsupported: "w {marketplace} nie da się tego zrobić tą drogą.",
        ],
        cures: [
            .otherText: "Zmień tekst lub pliki.",
            .portal: "Skorzystaj z portalu.",
            .conversation: "Odpowiedz na wiadomość z rozmowy, o którą chodzi.",
            .admin: "Powiedz o tym administratorowi; do tego czasu pomoże portal.",
            .later: "Później może się udać; jeśli to pilne, pomoże portal.",
        ],
        said: "{marketplace} mówi: „{words}”", details: "Szczegóły (po angielsku): {words}",
        deadlineNear:
            "{marketplace} jest nieosiągalny, a czas na odpowiedź zaraz minie. Aby go dotrzymać, odpowiedz w portalu; Twój tekst jest poniżej, gotowy do wklejenia. Mostek nie wyśle go już sam. „ok” oznacza jeszcze jedną próbę."
    )
}
