extension AgentTexts {
    static let polish = AgentTexts(
        buyer: "Kupujący", us: "My", via: "{name} przez {marketplace}", wrote: "{name} pisze, {date}:",
        operatorWrote: "{name} (operator platformy) pisze, {date}:",
        noticeFrom: "Powiadomienie od {marketplace}, {date}:",
        subjectMessage: "Wiadomość od: {name}", emptyText: "(brak tekstu)", order: "Zamówienie",
        orderedOn: "Zamówiono", state: "Stan", total: "Suma", shipment: "Przesyłka", answerBy: "Odpowiedź do",
        portal: "W portalu", noReplyLink: "Odpowiedź nie jest potrzebna (otwiera portal)",
        earlier: "Wcześniej w tej rozmowie",
        notAttached: "Nie załączono, bo za duże lub niedostępne: {names}",
        receiptSubject: "Wysłano", receipt: "Twoja odpowiedź jest w {marketplace} od {date}.",
        relayReceipt:
            "Serwer poczty przyjął Twoją odpowiedź dla {marketplace} {date}. Jeśli {marketplace} odrzuci ją później, dowiesz się tutaj.",
        remoteID: "Numer wiadomości tam", storedText: "Tak jest w {marketplace}; to czyta kupujący:",
        sentText: "Wysłany tekst (nie odczytano z {marketplace}):",
        altered: "Uwaga: {marketplace} pokazuje inny tekst niż wysłany.", sentPlace: "Wysłano", storedPlace: "Tam jest",
        failureSubject: "NIE wysłano",
        failure: "Twoja odpowiedź NIE została wysłana do {marketplace}.", reason: "Powód", whatNow: "Co zrobić",
        whatNowPortal: "Odpowiedz w portalu; Twój tekst jest poniżej, gotowy do wklejenia.",
        whatNowAgain: "Odpowiedz na tę wiadomość ze zmienionym tekstem.", yourText: "Twój tekst:",
        delayedSubject: "Opóźnione",
        delayed:
            "Twoja odpowiedź nie dotarła jeszcze do {marketplace}. Mostek próbuje dalej i da znać tutaj.",
        bounced: "{marketplace} informuje, że Twoja odpowiedź nie dotarła do kupującego.",
        clockStopped: "Zegar stoi.",
        clockRuns: "Kupujący napisał ponownie: zegar biegnie do {date}.",
        questionSubject: "Proszę potwierdzić", question: "Twoja odpowiedź NIE została jeszcze wysłana.",
        wouldSend: "To zostałoby wysłane:", nothingToSend: "W Twojej wiadomości nie było nowego tekstu.",
        okOrNew:
            "Odpowiedz samym „ok”, aby wysłać dokładnie ten tekst, albo napisz tekst, który ma zostać wysłany zamiast niego.",
        uncertain:
            "Nie ma pewności, czy Twoja odpowiedź dotarła do {marketplace}. Sprawdź w portalu, zanim wyślesz ją ponownie. „ok” wysyła ją jeszcze raz.",
        shadow: "Tryb próbny: do {marketplace} nic nie jest wysyłane. To zostałoby wysłane:",
        stranger:
            "Wiadomość do tej rozmowy nie została przyjęta, bo jej nadawca nie jest potwierdzony ({reason}). Nic nie wysłano; wiadomość czeka w kwarantannie na administratora.",
        listed:
            "Wiadomość od {name} przyszła przez listę mailingową „{list}” i nie liczy się jako odpowiedź. Nic nie wysłano. Jeśli to własna lista, administrator dopisuje ją w internal_lists.",
        absent:
            "Od {name} przyszła automatyczna odpowiedź o nieobecności, a nikt inny nie zajmuje się tym zgłoszeniem. Kupujący czeka. Kto przejmuje sprawę, po prostu odpowiada albo pisze #assign.",
        flooded:
            "Do tego zgłoszenia przychodzi od {name} więcej wiadomości, niż ktokolwiek pisze ręcznie. Nie są już czytane i czekają w kwarantannie na administratora. Zapewne odpowiada tam program.",
        unknownCommand: "Nie ma polecenia „{command}”{suggestion}. Nic nie wysłano.",
        unavailableCommand:
            "„{command}” nie jest stąd możliwe w {marketplace}. Nic nie wysłano; użyj portalu.",
        closed: "Zgłoszenie jest zamknięte. Do kupującego nic nie wysłano.",
        noted: "Notatka została zapisana przy zgłoszeniu. Do kupującego nic nie wysłano.",
        nothingToUndo: "Nic nie czekało na wysłanie; tego, co wyszło, nie da się cofnąć.",
        undone: "Wycofano, nie wysłano:",
        undoneInDoubt:
            "Nie wysłano ponownie. Wcześniejsza próba mogła mimo to dotrzeć; proszę sprawdzić w {marketplace}:")
}
