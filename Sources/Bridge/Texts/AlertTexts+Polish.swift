extension AlertTexts {
    static let polish = AlertTexts(
        several: "Sprawy do załatwienia: {count}",
        quarantined: "Wiadomości w kwarantannie: {count}",
        quarantinedText:
            "W kwarantannie są wiadomości, o których jeszcze nie wiesz: {count}. Nic się z nimi nie stało. `mailbridge quarantine list` mówi dlaczego; `quarantine release` przepuszcza je po usunięciu przyczyny.",
        refused: "{name} nas odrzuca",
        refusedText:
            "{name} nie przyjmuje naszego logowania lub klucza ({count}× od {date}). Do tego czasu nic nie jest tam czytane ani wysyłane. `mailbridge doctor` pokazuje, co mówi serwer.",
        stalled: "{name} nie dopuszcza więcej wywołań",
        stalledText:
            "{name} nie dopuszcza teraz więcej wywołań ({count}× od {date}), a odpowiedzi czekają. Czy inny program używa tego samego klucza? `mailbridge queue list` pokazuje, co czeka.",
        clock: "Zegar chodzi źle",
        clockText:
            "Zegar tego komputera i zegar {name} różnią się o {count} s. O tyle samo błędne są terminy. `timedatectl` pokazuje, czy zegar jest synchronizowany.",
        disk: "Dysk jest prawie pełny",
        diskText:
            "Tam, gdzie leży baza danych, wolne jest tylko {size} MB. Zrób miejsce: gdy go zabraknie, żadna wiadomość nie zostanie przyjęta i żadna odpowiedź nie wyjdzie.",
        holidays: "Tabela świąt się kończy",
        holidaysText:
            "Tabela świąt kończy się na roku {year}. Zainstaluj nowszą wersję: późniejsze terminy byłyby błędne.",
        expiring: "Klucz {name} wygasa {date}",
        expiringText:
            "Dane dostępowe {name} wygasają {date}. Utwórz na czas nowe i wpisz nową datę jako credentials_expire.",
        expiredText:
            "Według konfiguracji dane dostępowe {name} wygasły {date}. Jeśli są już nowe, wpisz ich datę jako credentials_expire.",
        again: "Dopóki to trwa, przypomnimy najwcześniej po sześciu godzinach.")
}
