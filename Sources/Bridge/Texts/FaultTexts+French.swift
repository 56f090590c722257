import Marketplaces

extension FaultTexts {
    static let french = FaultTexts(
        refusals: [
            .unknownOrder: "{marketplace} ne connaît pas cette commande, ou pas pour ce compte.",
            .unknownConversation: "{marketplace} ne connaît pas (ou plus) cette conversation, ou pas pour ce compte.",
            .noConversation: "{marketplace} ne connaît aucune conversation sur cette commande à laquelle répondre.",
            .severalConversations:
                "il y a plusieurs conversations sur cette commande, et on ne sait pas laquelle est visée.",
            .conversationFull: "la conversation est pleine ; {marketplace} n'y accepte plus de message.",
            .tooManyFiles: "{marketplace} n'accepte pas autant de fichiers.",
            .limits: "le texte ou les fichiers dépassent ce que {marketplace} accepte.",
            .readerMissing: "la personne qui devrait lire la réponse ne participe pas à cette conversation.",
            .cannotBegin: "{marketplace} ne permet pas de commencer cette conversation d'ici.",
            .notDelivered: "{marketplace} a accepté le message sans le remettre ; l'acheteur ne l'a pas vu.",
            .noRelayAddress:
                "aucune adresse n'est connue pour cette conversation où {marketplace} accepte une réponse.",
            .mailRefused: "le serveur de messagerie a refusé la réponse en route vers {marketplace}.",
            .portalOnly: "{marketplace} n'accepte cette réponse que dans son portail.",
            .marketplace: "{marketplace} a refusé la réponse.",
        ],
        failures: [
            .credentials: "{marketplace} n'accepte pas la clé de la passerelle.",
            .forbidden: "le compte n'a pas ce droit chez {marketplace}.",
            .notFound: "{marketplace} ne trouve pas de quoi il s'agit.",
            .invalid: "{marketplace} n'a pas compris la demande.",
            .rateLimited: "{marketplace} n'accepte plus de demandes pour le moment.",
            .unavailable: "{marketplace} était injoignable.",
            .protocolViolation: "{marketplace} a donné une réponse incompréhensible.",
            .unsupported: "chez {marketplace}, cela n'est pas possible par cette voie.",
        ],
        cures: [
            .otherText: "Modifiez le texte ou les fichiers.",
            .portal: "Utilisez le portail.",
            .conversation: "Répondez au message de la conversation que vous visez.",
            .admin: "Prévenez l'administrateur ; en attendant, utilisez le portail.",
            .later: "Cela marchera peut-être plus tard ; si c'est urgent, utilisez le portail.",
        ],
        said: "{marketplace} dit : « {words} »", details: "Détails (en anglais) : {words}",
        deadlineNear:
            "{marketplace} est injoignable et le délai touche à sa fin. Pour le respecter, répondez dans le portail ; votre texte figure ci-dessous, prêt à coller. La passerelle ne l'enverra plus d'elle-même. Avec « ok », elle essaie encore une fois."
    )
}
