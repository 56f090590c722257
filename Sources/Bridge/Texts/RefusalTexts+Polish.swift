import Replies

extension RefusalTexts {
    static let polish = RefusalTexts(
        causes: [
            .noFrom:
                "nie ma nadawcy. Proszę wysłać ją ponownie z programu pocztowego.",
            .severalFromFields:
                "ma dwa pola From, jak wiadomości sfałszowane. Proszę wysłać ją ponownie z programu pocztowego.",
            .severalAddresses:
                "wymienia więcej niż jednego nadawcę. Proszę wysłać ją z jednego adresu.",
            .groupAddress:
                "jej nadawcą jest grupa. Proszę wysłać ją z własnego adresu.",
            .unclearAddress:
                "jej nadawcę można odczytać na kilka sposobów. W ustawieniach konta proszę wpisać tylko swój adres.",
            .notAnAgent:
                "{address} nie jest adresem żadnego pracownika. Jeśli to Państwa adres, administrator dopisuje go w aliases sekcji [[agent]].",
            .senderMismatch:
                "wysłano ją w imieniu kogoś innego. Proszę wysłać ją z własnego konta.",
            .noTrustedHost:
                "żadnemu serwerowi nie ufa się przy sprawdzaniu nadawców. Administrator ustawia authserv_id.",
            .noResult:
                "serwer poczty nie sprawdził nadawcy. Administrator zagląda do jego ustawień.",
            .notAuthenticated:
                "serwer poczty nie potwierdził domeny nadawcy. Administrator sprawdza jej SPF, DKIM i DMARC.",
            .submittedBySomebodyElse:
                "wysłano ją z innym loginem niż login nadawcy. Proszę użyć własnego.",
            .notForThisAgent:
                "ten pracownik nie należy do {marketplace}. Administrator dopisuje go w marketplaces sekcji [[agent]].",
            .expiredToken:
                "wiadomość, na którą odpowiada, jest zbyt stara. Proszę odpowiedzieć na nowszą wiadomość tej rozmowy albo w portalu.",
            .revokedToken:
                "adres, na który ją wysłano, został wycofany. Proszę odpowiedzieć na nowszą wiadomość tej rozmowy albo w portalu.",
            .unsignedToken:
                "jej podpis nie obejmuje tego, co wskazuje zgłoszenie; mógł ją przesłać dalej każdy, kto ją ma. Proszę wysłać ją przez własny serwer pocztowy, prosto na adres zgłoszenia.",
        ],
        severalTickets: "wiadomość należy do kilku zgłoszeń. Proszę odpowiedzieć na wiadomość jednego z nich.",
        tooLarge:
            "wiadomość jest większa, niż jest odczytywana. Proszę wysłać odpowiedź bez dużych plików.",
        lostTicket:
            "Państwa wiadomości nie dało się przypisać do żadnego zgłoszenia, więc nic nie wysłano do kupującego: po drodze zginął dodatek za znakiem plus w adresie odbiorcy i pola wskazujące wiadomość, na którą odpowiada. Proszę otworzyć najnowszą wiadomość tej rozmowy i odpowiedzieć na nią bez zmiany odbiorcy albo odpowiedzieć w portalu. Jeśli to się powtórzy, proszę powiadomić administratora.",
        unservedMarketplace:
            "Państwa odpowiedź nie została wysłana: platforma {marketplace} tego zgłoszenia nie jest już skonfigurowana albo ma teraz inną nazwę. Wiadomość jest zachowana. Proszę odpowiedzieć w portalu i powiadomić administratora, który może przywrócić nazwę i zwolnić wiadomość."
    )
}
