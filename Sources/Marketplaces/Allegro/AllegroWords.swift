/// What the buyer reads when a dispute shall end, in the language of the account (option `locale`).
func allegroEndRequest(locale: String?) -> String {
    switch locale?.split(whereSeparator: { $0 == "-" || $0 == "_" }).first?.lowercased() ?? "pl" {
    case "pl": "Proszę o zakończenie dyskusji, jeśli sprawa jest już wyjaśniona."
    case "cs": "Pokud je věc vyřešena, ukončete prosím diskusi."
    case "sk": "Ak je vec vyriešená, ukončite, prosím, diskusiu."
    case "hu": "Ha az ügy rendeződött, kérjük, zárja le a vitát."
    case "de": "Bitte beenden Sie die Diskussion, wenn alles geklärt ist."
    default: "Please end the discussion if everything is settled."
    }
}
