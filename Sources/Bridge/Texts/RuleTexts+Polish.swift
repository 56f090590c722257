import ContentRules

extension RuleTexts {
    static let polish = RuleTexts(
        place: "wiersz {line}: „{words}”", file: "plik „{words}”",
        refused: "Na to nie pozwalają zasady platformy:", asked: "To zwraca uwagę w tekście:",
        warned: "Wysłano, ale proszę następnym razem uważać:",
        rules: [
            .link: Rule("Odsyłacz", "proszę usunąć adres strony; odsyłacze w odpowiedziach nie są mile widziane."),
            .address: Rule("Adres e-mail", "proszę go usunąć; kontakt musi pozostać na platformie."),
            .phone: Rule("Numer telefonu", "proszę go usunąć; kontakt musi pozostać na platformie."),
            .bank: Rule("Dane bankowe", "proszę je usunąć; płatności idą tylko przez platformę."),
            .elsewhere: Rule("Kontakt gdzie indziej", "proszę poprosić kupującego o odpowiedź tutaj."),
            .placeholder: Rule("Niewypełnione pole", "proszę wpisać to, co ma tam być."),
            .otherOrder: Rule("Numer innego zamówienia", "proszę sprawdzić, czy odpowiedź dotyczy tego zamówienia."),
            .otherBuyer: Rule("Numer zamówienia innego kupującego", "proszę go usunąć; należy do kogoś innego."),
            .language: Rule("Nie język kupującego", "proszę odpowiedzieć w języku pytania."),
            .salutation: Rule("Bez powitania i pozdrowienia", "proszę je dodać; platforma tego nie robi."),
            .hidden: Rule("Niewidoczne znaki", "proszę wpisać słowo na nowo."),
            .markup: Rule("HTML lub kod w tekście", "proszę napisać zwykłym tekstem."),
            .decoration: Rule("Emotikon", "proszę go pominąć."),
            .marker: Rule(
                "Słowo w nawiasach dla pilnej poczty", "proszę je usunąć; Amazon karze za nie w odpowiedziach."),
            .reviews: Rule("Prośba o opinię", "proszę ją pominąć; nie wolno prosić o opinie."),
            .tracking: Rule(
                "Nieproszona wiadomość o przesyłce", "proszę ją pominąć; kupujący widzi przesyłkę przy zamówieniu."),
            .marketing: Rule("Reklama", "proszę ją pominąć."),
            .cancel: Rule("Prośba o anulowanie", "proszę anulować samodzielnie lub to pominąć."),
            .sensitive: Rule("Prośba o dane wrażliwe", "proszę ją pominąć."),
            .tone: Rule("Nieuprzejme słowo", "proszę powiedzieć to inaczej."),
            .invoice: Rule("Faktura w odpowiedzi", "proszę przesłać ją poleceniem #invoice."),
            .words: Rule("Słowo z listy sklepu", "proszę powiedzieć to inaczej."),
            .largeFiles: Rule("Duże pliki", "proszę wysłać mniejsze; mogą nie dotrzeć."),
            .orderFiles: Rule("Za dużo plików dla tego zamówienia", "proszę połączyć je w jeden plik."),
            .late: Rule("Późno", "czas, w którym sprzedawcy mogą pisać o tym zamówieniu, zapewne minął."),
        ],
        tooShort:
            "Tekst ma {count} znaków, potrzeba co najmniej {limit}: proszę napisać więcej, na przykład powitanie i pozdrowienie.",
        tooLong:
            "Tekst ma {count} znaków, dozwolonych jest najwyżej {limit}: proszę go skrócić lub wysłać dwie odpowiedzi.",
        tooManyFiles:
            "{count} plików, dozwolonych jest najwyżej {limit}: proszę je połączyć lub wysłać kilka odpowiedzi.",
        noFiles: "Pliki w odpowiedziach nie są tam przyjmowane: proszę opisać, co pokazują, lub użyć portalu.",
        fileTooLarge: "Plik „{words}” ma {count}, dozwolonych jest najwyżej {limit}: proszę go zmniejszyć.",
        filesTooLarge: "Pliki mają razem {count}, dozwolonych jest najwyżej {limit}: proszę je zmniejszyć.",
        fileType: "Plik „{words}” ma typ {type}, który nie jest przyjmowany: proszę wysłać go jako PDF lub obraz.")
}
