import Marketplaces

extension ActionTexts {
    static let polish = ActionTexts(
        names: [
            .reply: "Odpowiedź",
            .openConversation: "Nowa rozmowa",
            .close: "Zamknięcie",
            .reopen: "Ponowne otwarcie",
            .noReplyNeeded: "Odpowiedź niepotrzebna",
            .escalate: "Prośba o pomoc platformy",
            .refund: "Zwrot pieniędzy",
            .cancel: "Anulowanie",
            .resolveIncident: "Rozwiązanie incydentu",
            .uploadInvoice: "Przesłanie faktury",
        ],
        doneSubject: "Wykonano",
        done: "{marketplace} wykonał to, {date}:",
        notDoneSubject: "NIE wykonano",
        notDone: "Tego NIE wykonano w {marketplace}:",
        whatNow: "Proszę odpowiedzieć na tę wiadomość poprawionym poleceniem albo zrobić to w portalu.",
        pending: "{marketplace} przyjął to i pracuje nad tym. Wynik pojawi się tutaj.",
        uncertain:
            "Nie ma pewności, czy {marketplace} to wykonał. Proszę sprawdzić w portalu przed ponowieniem. Odpowiedź „ok” ponowi polecenie.",
        portalOnly: "W {marketplace} „{action}” jest możliwe tylko w portalu. Zgłoszenie pozostaje bez zmian.",
        onlyHere: "Zapisano to tylko tutaj: w {marketplace} trzeba to zrobić w portalu.",
        unknownReason: "{marketplace} nie zna powodu „{reason}”.",
        reasons: "Przyjmowane powody:",
        unknownLine: "Zamówienie nie ma pozycji {line}.",
        lines: "Pozycje zamówienia:",
        needsFile: "Proszę dołączyć fakturę jako plik PDF do wiadomości z poleceniem.",
        badAmount: "„{amount}” nie jest kwotą w {currency} do {limit}.",
        earlier:
            "Stoi temu na przeszkodzie wcześniejszy zwrot lub wcześniejsze anulowanie tego zamówienia: czeka na ok, jest w toku, zostało wykonane albo nikt nie wie, czy {marketplace} je wykonał. Teraz nic nie zrobiono; najpierw trzeba wyjaśnić tamto.",
        noOrder: "{marketplace} nie pokazuje zamówienia; stąd nic nie można z nim zrobić.",
        allOfOrder: "całe zamówienie",
        needsText: "Proszę napisać tekst dla {marketplace} pod poleceniem.",
        stillCounts:
            "Kupujący nadal czeka, a {marketplace} liczy czas do {date}: proszę odpowiedzieć albo najpierw zakończyć oczekiwanie w portalu. Zgłoszenie pozostaje otwarte.",
        endedThere: "Gdy portal pokaże, że odpowiedź nie jest potrzebna, proszę wysłać „#bezodpowiedzi”.",
        again:
            "O to samo poproszono kilka minut temu. Nic więcej nie zrobiono; jeśli ma to nastąpić po raz drugi, proszę wysłać ponownie za dziesięć minut.",
        newQuestion:
            "Kupujący napisał od tego czasu ponownie. Proszę najpierw przeczytać nową wiadomość, a potem na nią odpowiedzieć lub wysłać polecenie jeszcze raz."
    )
}
