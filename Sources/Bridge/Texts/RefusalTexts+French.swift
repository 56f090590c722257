import Replies

extension RefusalTexts {
    static let french = RefusalTexts(
        causes: [
            .noFrom:
                "il n’a pas d’expéditeur. Renvoyez-le depuis votre logiciel de messagerie.",
            .severalFromFields:
                "il porte deux champs From, comme les faux. Renvoyez-le depuis votre logiciel de messagerie.",
            .severalAddresses:
                "il nomme plus d’un expéditeur. Envoyez-le d’une seule adresse.",
            .groupAddress:
                "son expéditeur est un groupe. Envoyez-le de votre propre adresse.",
            .unclearAddress:
                "son expéditeur peut se lire de plusieurs façons. N’inscrivez que votre adresse dans les réglages du compte.",
            .notAnAgent:
                "{address} n’est l’adresse d’aucun agent. Si c’est la vôtre, l’administrateur l’ajoute aux aliases de [[agent]].",
            .senderMismatch:
                "il a été envoyé au nom de quelqu’un d’autre. Envoyez-le depuis votre propre compte.",
            .noTrustedHost:
                "aucun serveur n’est cru quand il vérifie les expéditeurs. L’administrateur définit authserv_id.",
            .noResult:
                "le serveur de messagerie n’a pas vérifié l’expéditeur. L’administrateur regarde ses réglages.",
            .notAuthenticated:
                "le serveur de messagerie n’a pas pu confirmer le domaine de l’expéditeur. L’administrateur vérifie SPF, DKIM et DMARC.",
            .submittedBySomebodyElse:
                "il a été envoyé avec un autre identifiant que celui de l’expéditeur. Utilisez le vôtre.",
            .notForThisAgent:
                "cet agent n’est pas de ceux de {marketplace}. L’administrateur l’inscrit aux marketplaces de [[agent]].",
            .expiredToken:
                "le message auquel il répond est trop ancien. Répondez à un message plus récent de cette conversation, ou sur le portail.",
            .revokedToken:
                "l’adresse à laquelle il a été envoyé a été retirée. Répondez à un message plus récent de cette conversation, ou sur le portail.",
            .unsignedToken:
                "sa signature ne couvre pas ce qui nomme le ticket ; quiconque a le message peut l’avoir renvoyé. Envoyez-le par votre propre serveur, directement à l’adresse du ticket.",
        ],
        severalTickets: "le message appartient à plusieurs tickets. Répondez à un message de l’un d’eux.",
        tooLarge:
            "le message dépasse ce qui en est lu. Envoyez la réponse sans les gros fichiers.",
        lostTicket:
            "Votre message n’a pu être rattaché à aucun ticket, rien n’a donc été envoyé à l’acheteur : en chemin ont été perdus l’ajout derrière le signe plus du destinataire et les champs qui nomment le message auquel il répond. Ouvrez le dernier message de la conversation et répondez-y sans changer le destinataire, ou répondez dans le portail. Si cela se reproduit, dites-le à l’administrateur.",
        unservedMarketplace:
            "Votre réponse n’a pas été envoyée : la place de marché {marketplace} de ce ticket n’est plus configurée ou a changé de nom. Le message est conservé. Répondez dans le portail et dites-le à l’administrateur, qui peut rétablir le nom et libérer le message."
    )
}
