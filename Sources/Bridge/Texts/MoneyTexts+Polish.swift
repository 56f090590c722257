extension MoneyTexts {
    static let polish = MoneyTexts(
        confirm: "To zostałoby wykonane w {marketplace}. Na razie nic się nie stało.",
        answerWith: "Aby wykonać dokładnie to, proszę odpowiedzieć do {date} tylko tym wierszem:",
        willNeedApproval: "To przekracza Państwa limit: po odpowiedzi ok musi to zatwierdzić: {names}.",
        doneBefore: "Uwaga: dokładnie to samo wykonano tu już {date}. To byłby drugi raz.",
        approve: "{name} to potwierdza i prosi o zatwierdzenie przez: {names}.",
        needsCode: "Bez kodu nic się nie stanie: proszę odpowiedzieć wierszem z pytania, ok i kodem.",
        nothingWaits: "Nic nie czeka na ten kod. Nic się nie stało.",
        wrongCode: "Kod jest błędny. Nic się nie stało. Pozostałe próby: {count}.",
        noMoreTries: "Kod był błędny po raz trzeci: prośbę wycofano. Nic się nie stało.",
        expired: "Kod był ważny do {date}. Nic się nie stało; proszę wysłać polecenie ponownie.",
        changed:
            "Zamówienie zmieniło się od czasu pytania. Nic się nie stało; proszę wysłać polecenie ponownie, aby zobaczyć, co by teraz zrobiło.",
        askAgain: "To pytanie jest już nieważne. Nic się nie stało; proszę wysłać polecenie ponownie.",
        notAsker: "Potwierdzić może tylko {name}, kto o to prosił. Nic się nie stało.",
        ownApproval: "Prośba pochodzi od Państwa, zatwierdzić musi ktoś inny: {names}. Nic się nie stało.",
        notApprover: "Państwa limit zatwierdzeń na to nie wystarcza. Nic się nie stało.",
        refusals: [
            .noRight:
                "Nie ustawiono dla Państwa limitu zwrotów i anulowań (refund_limit w konfiguracji). Nic się nie stało.",
            .unknownAmount:
                "{marketplace} nie podaje kwoty, więc nie można sprawdzić limitu. Nic się nie stało.",
            .overLimit:
                "{amount} przekracza Państwa limit, a nikt inny nie może tego zatwierdzić. Nic się nie stało.",
            .overDay:
                "Z kwotą {amount} Państwa limit na 24 godziny zostałby przekroczony, a nikt inny nie może tego zatwierdzić. Nic się nie stało.",
        ]
    )
}
