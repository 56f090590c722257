import Replies

extension RefusalTexts {
    static let dutch = RefusalTexts(
        causes: [
            .noFrom:
                "er staat geen afzender in. Verstuur haar opnieuw vanuit uw mailprogramma.",
            .severalFromFields:
                "er staan twee From-velden in, zoals bij vervalste mails. Verstuur haar opnieuw vanuit uw mailprogramma.",
            .severalAddresses:
                "er staat meer dan één afzender in. Verstuur haar vanaf één adres.",
            .groupAddress:
                "de afzender is een groep. Verstuur haar vanaf uw eigen adres.",
            .unclearAddress:
                "de afzender is op meer dan één manier te lezen. Zet in de accountinstellingen alleen uw adres.",
            .notAnAgent:
                "{address} is geen adres van een medewerker. Is het van u, dan zet de beheerder het bij [[agent]] onder aliases.",
            .senderMismatch:
                "zij is namens iemand anders verstuurd. Verstuur haar vanuit uw eigen account.",
            .noTrustedHost:
                "van geen enkele server wordt de controle van afzenders geloofd. De beheerder stelt authserv_id in.",
            .noResult:
                "de mailserver heeft de afzender niet gecontroleerd. De beheerder bekijkt de instellingen van die server.",
            .notAuthenticated:
                "de mailserver kon het domein van de afzender niet bevestigen. De beheerder controleert SPF, DKIM en DMARC.",
            .submittedBySomebodyElse:
                "zij is met een andere login verstuurd dan die van de afzender. Gebruik uw eigen login.",
            .notForThisAgent:
                "deze medewerker hoort niet bij {marketplace}. De beheerder zet hem bij [[agent]] onder marketplaces.",
            .expiredToken:
                "de beantwoorde mail is te oud. Beantwoord een nieuwere mail van dit gesprek, of antwoord in het portaal.",
            .revokedToken:
                "het adres waar zij naartoe ging is ingetrokken. Beantwoord een nieuwere mail van dit gesprek, of antwoord in het portaal.",
            .unsignedToken:
                "haar handtekening dekt niet wat het ticket noemt; iedereen die de mail heeft, kan haar hebben doorgestuurd. Verstuur haar via uw eigen mailserver rechtstreeks naar het adres van het ticket.",
        ],
        severalTickets: "de mail hoort bij meerdere tickets. Beantwoord een mail van één ervan.",
        tooLarge:
            "de mail is groter dan wat van een mail gelezen wordt. Stuur het antwoord zonder de grote bestanden.",
        lostTicket:
            "Uw mail kon aan geen ticket worden toegewezen, dus is er niets naar de koper gestuurd: onderweg gingen de toevoeging achter het plusteken van de ontvanger en de velden verloren die de beantwoorde mail noemen. Open de nieuwste mail van het gesprek en antwoord daar zonder de ontvanger te wijzigen, of antwoord in het portaal. Gebeurt dit weer, meld het dan aan de beheerder.",
        unservedMarketplace:
            "Uw antwoord is niet verzonden: de marktplaats {marketplace} van dit ticket is niet meer ingesteld of heet nu anders. De mail is bewaard. Antwoord in het portaal en meld het aan de beheerder, die de naam kan terugzetten en de mail kan vrijgeven."
    )
}
