import ContentRules

extension RuleTexts {
    static let french = RuleTexts(
        place: "ligne {line} : « {words} »", file: "fichier « {words} »",
        refused: "Les règles de la place de marché ne permettent pas ceci :",
        asked: "Ceci attire l'attention dans votre texte :",
        warned: "Le message est parti ; veuillez y penser la prochaine fois :",
        rules: [
            .link: Rule("Lien", "supprimez l'adresse web ; les liens ne sont pas admis dans les réponses."),
            .address: Rule("Adresse e-mail", "supprimez-la ; le contact doit rester sur la place de marché."),
            .phone: Rule("Numéro de téléphone", "supprimez-le ; le contact doit rester sur la place de marché."),
            .bank: Rule("Coordonnées bancaires", "supprimez-les ; les paiements passent par la place de marché."),
            .elsewhere: Rule("Contact ailleurs", "demandez à l'acheteur de répondre ici."),
            .placeholder: Rule("Champ non rempli", "mettez ce qui doit y figurer."),
            .otherOrder: Rule("Numéro d'une autre commande", "vérifiez que la réponse concerne bien cette commande."),
            .otherBuyer: Rule(
                "Numéro de commande d'un autre acheteur", "retirez-le ; il appartient à quelqu'un d'autre."),
            .language: Rule("Pas la langue de l'acheteur", "répondez dans la langue de la question."),
            .salutation: Rule(
                "Ni salutation ni formule de politesse", "ajoutez-les ; la place de marché ne le fait pas."),
            .hidden: Rule("Caractères invisibles", "retapez le mot."),
            .markup: Rule("HTML ou code dans le texte", "écrivez-le en texte simple."),
            .decoration: Rule("Émoji", "laissez-le de côté."),
            .marker: Rule(
                "Mot entre crochets pour courrier urgent", "supprimez-le ; Amazon le sanctionne dans les réponses."),
            .reviews: Rule("Demande d'avis", "retirez-la ; il est interdit de demander des avis."),
            .tracking: Rule("Suivi de colis non demandé", "retirez-le ; l’acheteur le voit dans sa commande."),
            .marketing: Rule("Publicité", "retirez-la."),
            .cancel: Rule("Demande d'annulation à l'acheteur", "annulez vous-même ou retirez-la."),
            .sensitive: Rule("Demande de données sensibles", "retirez-la."),
            .tone: Rule("Mot impoli", "dites-le autrement."),
            .invoice: Rule("Facture dans une réponse", "déposez-la plutôt avec #invoice."),
            .words: Rule("Mot de la liste de votre boutique", "dites-le autrement."),
            .largeFiles: Rule("Gros fichiers", "envoyez-en de plus petits ; ils pourraient ne pas arriver."),
            .orderFiles: Rule("Trop de fichiers pour cette commande", "réunissez-les en un seul fichier."),
            .late: Rule("Tard", "le délai pendant lequel les vendeurs peuvent écrire est sans doute passé."),
        ],
        tooShort:
            "Le texte a {count} caractères, il en faut au moins {limit} : écrivez davantage, par exemple salutation et formule finale.",
        tooLong:
            "Le texte a {count} caractères, {limit} au plus sont admis : raccourcissez-le ou envoyez deux réponses.",
        tooManyFiles: "{count} fichiers, {limit} au plus sont admis : réunissez-les ou envoyez plusieurs réponses.",
        noFiles:
            "Les fichiers n'y sont pas admis dans les réponses : décrivez ce qu'ils montrent, ou passez par le portail.",
        fileTooLarge: "Le fichier « {words} » fait {count}, {limit} au plus sont admis : réduisez-le.",
        filesTooLarge: "Les fichiers font {count} ensemble, {limit} au plus sont admis : réduisez-les.",
        fileType: "Le fichier « {words} » est du type {type}, qui n'est pas admis : envoyez-le en PDF ou en image.")
}
