/// What the word rules look for, in the languages of the shops.
extension PhraseDetector {
    static let builtIn = PhraseDetector([
        (.reviews, reviews), (.marketing, marketing), (.elsewhere, elsewhere), (.cancel, cancellation),
        (.sensitive, sensitive), (.tone, insults), (.tracking, tracking), (.invoice, invoices), (.marker, markers),
    ])

    /// Amazon's marks of urgent mail; used without need they are punished.
    private static let markers = [
        "[important]", "[wichtig]", "[importante]", "[belangrijk]", "[ważne]", "[viktigt]",
    ]

    private static let tracking = [
        "track & trace*", "track and trace", "track-and-trace*", "tracking number*", "tracking link*",
        "has been shipped", "has been dispatched", "sendungsnummer*", "sendungsverfolgung*", "trackingnummer*",
        "wurde versandt", "wurde verschickt", "ist unterwegs", "trackingcode*", "verzendcode*", "is verzonden",
        "is onderweg", "numéro de suivi", "suivi de colis", "a été expédié*", "numer przesyłki",
        "śledzenie przesyłki", "została wysłana", "zostało wysłane",
    ]

    private static let reviews = [
        "bewerten sie uns", "bewertung abgeben", "bewertung hinterlassen", "bewertung zu hinterlassen",
        "positive bewertung*", "gute bewertung*", "bewertung ändern", "bewertung zu ändern", "bewertung entfernen",
        "bewertung löschen", "rezension schreiben", "rezension ändern", "5 sterne", "fünf sterne", "5-sterne*",
        "leave a review", "leave us a review", "write a review", "leave feedback", "positive feedback",
        "positive review*", "change your review", "remove your review", "update your review", "five stars", "5 stars",
        "5-star*", "rate us", "review achter te laten", "review achterlaten", "review schrijven", "positieve review*",
        "beoordeling achter*", "positieve beoordeling*", "beoordeling aanpassen", "review aanpassen", "5 sterren",
        "vijf sterren", "laisser un avis", "laissez un avis", "laissez-nous un avis", "donner votre avis",
        "avis positif*", "modifier votre avis", "retirer votre avis", "5 étoiles", "cinq étoiles", "wystawić opinię",
        "wystawienie opinii", "pozytywną opinię", "pozytywnej opinii", "pozytywna opinia", "zmianę opinii",
        "zmienić opinię", "zostawić opinię", "5 gwiazdek", "pięć gwiazdek", "lascia una recensione",
        "recensione positiva", "dejar una reseña", "reseña positiva",
    ]

    private static let marketing = [
        "gutschein*", "rabattcode*", "rabattaktion*", "sonderangebot*", "newsletter*", "weitere produkte",
        "unser sortiment", "empfehlen wir ihnen auch", "coupon*", "discount code*", "promo code*", "voucher*",
        "special offer*", "our other products", "subscribe to", "kortingscode*", "aanbieding*", "nieuwsbrief*",
        "onze andere producten", "code promo*", "code de réduction", "bon de réduction", "offre spéciale",
        "nos autres produits", "kod rabatowy", "kodu rabatowego", "promocj*", "oferta specjalna",
        "nasze inne produkty", "codice sconto", "código de descuento",
    ]

    private static let elsewhere = [
        "kontaktieren sie uns direkt", "schreiben sie uns direkt", "schreiben sie uns eine e-mail",
        "schreiben sie uns eine mail", "per whatsapp", "whatsapp*", "telegram", "rufen sie uns an",
        "über unsere website", "über unseren onlineshop", "in unserem onlineshop", "contact us directly",
        "email us", "e-mail us", "write to us directly", "call us", "give us a call", "on our website",
        "in our own shop", "neem rechtstreeks contact", "stuur ons een e-mail", "stuur ons een mail", "bel ons",
        "op onze website", "via onze webshop", "contactez-nous directement", "écrivez-nous directement",
        "envoyez-nous un e-mail", "envoyez-nous un mail", "appelez-nous", "sur notre site",
        "proszę o bezpośredni kontakt",
        "napisz do nas", "proszę napisać na", "proszę zadzwonić", "na naszej stronie", "w naszym sklepie internetowym",
    ]

    private static let cancellation = [
        "stornieren sie bitte", "bitte stornieren sie", "bitten sie, die bestellung zu stornieren",
        "bestellung zu stornieren", "please cancel", "could you cancel", "kindly cancel", "cancel the order yourself",
        "annuleer de bestelling", "annuleert u", "wilt u de bestelling annuleren", "veuillez annuler",
        "merci d'annuler", "pourriez-vous annuler", "proszę anulować", "prosimy anulować", "prosimy o anulowanie",
        "per favore annulli", "por favor cancele",
    ]

    private static let sensitive = [
        "ihr passwort", "ihr kennwort", "kreditkartennummer", "kopie ihres ausweis*", "ausweiskopie",
        "personalausweis*",
        "prüfziffer der karte", "your password", "credit card number", "copy of your id", "copy of your passport",
        "cvv",
        "cvc", "uw wachtwoord", "creditcardnummer", "kopie van uw id*", "identiteitsbewijs", "votre mot de passe",
        "numéro de carte", "copie de votre carte d'identité", "pièce d'identité", "twoje hasło", "pana hasło",
        "pani hasło", "numer karty", "kopię dowodu", "skan dowodu",
    ]

    private static let insults = [
        "idiot*", "dummkopf", "unverschämt*", "frechheit", "blöd*", "lügner*", "stupid", "moron", "liar", "shut up",
        "dom van u", "sukkel*", "leugenaar", "onbeschoft*", "imbécile*", "menteur", "menteuse", "stupide*", "kłamca",
        "głupi*", "bezczeln*",
    ]

    private static let invoices = [
        "factuur in de bijlage", "factuur als bijlage", "bijgevoegde factuur", "bijgaand de factuur",
        "facture en pièce jointe",
        "facture ci-jointe", "invoice attached", "attached invoice", "rechnung im anhang", "anbei die rechnung",
        "faktura w załączniku",
    ]
}
