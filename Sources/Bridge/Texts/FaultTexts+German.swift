import Marketplaces

extension FaultTexts {
    static let german = FaultTexts(
        refusals: [
            .unknownOrder: "{marketplace} kennt diese Bestellung nicht, oder nicht für dieses Konto.",
            .unknownConversation: "{marketplace} kennt dieses Gespräch nicht (mehr), oder nicht für dieses Konto.",
            .noConversation: "{marketplace} kennt zu dieser Bestellung kein Gespräch, in dem geantwortet werden kann.",
            .severalConversations:
                "zu dieser Bestellung gibt es mehrere Gespräche, und welches gemeint ist, steht nicht fest.",
            .conversationFull: "das Gespräch ist voll; {marketplace} nimmt darin keine Nachricht mehr an.",
            .tooManyFiles: "{marketplace} nimmt so viele Dateien nicht an.",
            .limits: "Text oder Dateien liegen außerhalb der Grenzen von {marketplace}.",
            .readerMissing: "wer die Antwort lesen soll, nimmt an diesem Gespräch nicht teil.",
            .cannotBegin: "{marketplace} lässt Sie dieses Gespräch von hier aus nicht beginnen.",
            .notDelivered:
                "{marketplace} hat die Nachricht angenommen, aber nicht zugestellt; der Käufer hat sie nicht gesehen.",
            .noRelayAddress:
                "zu diesem Gespräch ist keine Adresse bekannt, über die {marketplace} eine Antwort annimmt.",
            .mailRefused: "der Mailserver hat die Antwort auf dem Weg zu {marketplace} abgelehnt.",
            .portalOnly: "{marketplace} nimmt diese Antwort nur im Portal an.",
            .marketplace: "{marketplace} hat die Antwort abgelehnt.",
        ],
        failures: [
            .credentials: "{marketplace} nimmt den Zugangsschlüssel der Brücke nicht an.",
            .forbidden: "das Konto darf das bei {marketplace} nicht.",
            .notFound: "{marketplace} findet nicht, worum es geht.",
            .invalid: "{marketplace} hat die Anfrage nicht verstanden.",
            .rateLimited: "{marketplace} nimmt gerade keine weiteren Anfragen an.",
            .unavailable: "{marketplace} war nicht zu erreichen.",
            .protocolViolation: "{marketplace} hat unverständlich geantwortet.",
            .unsupported: "bei {marketplace} geht das auf diesem Weg nicht.",
        ],
        cures: [
            .otherText: "Ändern Sie Text oder Dateien.",
            .portal: "Nutzen Sie das Portal.",
            .conversation: "Antworten Sie auf die Mail des Gesprächs, das Sie meinen.",
            .admin: "Sagen Sie es dem Administrator; bis dahin hilft das Portal.",
            .later: "Später kann es wieder gehen; eilt es, hilft das Portal.",
        ],
        said: "{marketplace} sagt: „{words}“", details: "Näheres (englisch): {words}",
        deadlineNear:
            "{marketplace} ist nicht zu erreichen, und die Frist läuft bald ab. Damit sie gehalten wird: Antworten Sie im Portal; Ihr Text steht unten zum Einfügen bereit. Die Brücke sendet ihn nicht mehr von selbst. Mit „ok“ versucht sie es noch einmal."
    )
}
