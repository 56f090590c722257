/// Patterns of facts that several marketplaces write alike.
enum PresetCaptures {
    static let amounts = [
        #"(?<amount>\d{1,3}(?:[.,\s'’]\d{3})*[.,]\d{2}|\d{1,9}[.,]\d{2})\s{0,2}(?<currency>€|£|\$|zł|Kč|kr\b|₺|[A-Z]{3}\b)"#,
        #"(?<currency>€|£|\$|\b[A-Z]{3})\s{0,2}(?<amount>\d{1,3}(?:[.,\s'’]\d{3})*[.,]\d{2}|\d{1,9}[.,]\d{2})"#,
    ]

    /// `within 3 calendar days` in de, en, fr, it, es, nl, pl.
    static let days = [
        #"(?i)\b(?:innerhalb|binnen)(?: von)? (?<days>\d{1,3}) (?:kalender|werk|arbeits)?tagen?\b"#,
        #"(?i)\b(?:with)?in (?<days>\d{1,3}) (?:calendar |business |working )?days?\b"#,
        #"(?i)\b(?:sous|dans(?: les)?|dans un délai de|d['’]ici) (?<days>\d{1,3}) jours?\b"#,
        #"(?i)\b(?:entro|in) (?<days>\d{1,3}) giorn[oi]\b"#,
        #"(?i)\b(?:en|dentro de|en un plazo de|plazo de) (?<days>\d{1,3}) días?\b"#,
        #"(?i)\bbinnen (?<days>\d{1,3}) (?:kalender|werk)?dag(?:en)?\b"#,
        #"(?i)\bw ciągu (?<days>\d{1,3}) dni\b"#,
    ]

    /// A day by which something is due. `3/4/2026` is left alone in English, where it may be either of two days.
    static let dates = [
        #"(?i)\b(?:bis(?: zum)?|spätestens(?: am)?|do(?: dnia)?|vóór|uiterlijk(?: op)?) (?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})\b"#,
        #"(?i)\b(?:avant le|d['’]ici le|jusqu['’]au|entro il|antes del|hasta el|vóór|uiterlijk(?: op)?) (?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4})\b"#,
        #"(?i)\b(?:until|by|before|bis(?: zum)?|avant le|entro il|antes del|vóór|do(?: dnia)?) (?<deadline>\d{4}-\d{2}-\d{2})\b"#,
    ]
}
