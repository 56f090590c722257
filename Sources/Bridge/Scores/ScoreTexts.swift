import Domain
import Routing

/// What is said of scores, in one language. `{…}` is filled in.
struct ScoreTexts: LanguageTexts {
    var inTime: String
    var thisWeek: String
    var goal: String
    var of: String
    /// How many more late answers bring the warning: of one, and of any other number.
    var allowanceOne: String
    var allowance: String
    var warned: String
    var recovery: String
    var beyondRecovery: String
    var firstAnswer: String
    var byWeek: String
    /// Stands between whole and tenth per cent.
    var decimalMark: String

    /// `96.4 %`; `–` where nothing was counted
    func share(_ count: AnswerCount) -> String {
        count.share.map { $0.replacing(".", with: decimalMark) + " %" } ?? "–"
    }

    /// What would change the marketplace's judgement; nil where it judges nothing, or nothing was counted.
    func outlook(_ score: AccountScore) -> String? {
        guard let allowance = score.allowance, !score.isEmpty else { return nil }
        if score.score.isMet == false {
            return score.score.recovery.map { AgentTexts.fill(recovery, ["count": "\($0)"]) } ?? beyondRecovery
        }
        switch allowance {
        case 0: return warned
        case 1: return allowanceOne
        default: return AgentTexts.fill(self.allowance, ["count": "\(allowance)"])
        }
    }

    /// `Conrad: 91.1 % in time in the last 7 days (at least 90 %). 6 more late answers until the warning.`
    func line(_ score: AccountScore) -> String {
        let goal = score.score.rule.goal
        let window = AgentTexts.fill(inTime, ["days": "\(goal.windowDays)"])
        let demand = score.hasGoal ? " (\(AgentTexts.fill(self.goal, ["percent": "\(goal.percent)"])))" : ""
        let outlook = outlook(score).map { ". \($0)" } ?? ""
        return "\(score.shownName): \(window) \(share(score.score.rolling))\(demand)\(outlook)"
    }
}

extension ScoreTexts {
    static let german = ScoreTexts(
        inTime: "Rechtzeitig in den letzten {days} Tagen:", thisWeek: "Diese Woche",
        goal: "mindestens {percent} %", of: "{part} von {whole}",
        allowanceOne: "Noch 1 verspätete Antwort bis zur Warnung",
        allowance: "Noch {count} verspätete Antworten bis zur Warnung", warned: "Die Warnung ist fällig",
        recovery: "Rechtzeitige Antworten, bis das Ziel wieder erreicht ist: {count}",
        beyondRecovery: "Das Ziel ist in diesem Zeitraum nicht mehr erreichbar",
        firstAnswer: "Erste Antwort, Median", byWeek: "Rechtzeitig, nach Wochen", decimalMark: ",")

    static let english = ScoreTexts(
        inTime: "In time in the last {days} days:", thisWeek: "This week", goal: "at least {percent} %",
        of: "{part} of {whole}", allowanceOne: "1 more late answer until the warning",
        allowance: "{count} more late answers until the warning", warned: "The warning is due",
        recovery: "Answers in time until the goal is reached again: {count}",
        beyondRecovery: "The goal cannot be reached again in this period",
        firstAnswer: "First answer, median", byWeek: "In time, by week", decimalMark: ".")

    static let dutch = ScoreTexts(
        inTime: "Op tijd in de laatste {days} dagen:", thisWeek: "Deze week", goal: "minstens {percent} %",
        of: "{part} van {whole}", allowanceOne: "Nog 1 te laat antwoord tot de waarschuwing",
        allowance: "Nog {count} te late antwoorden tot de waarschuwing", warned: "De waarschuwing is er nu",
        recovery: "Antwoorden op tijd tot het doel weer is bereikt: {count}",
        beyondRecovery: "Het doel is in deze periode niet meer haalbaar",
        firstAnswer: "Eerste antwoord, mediaan", byWeek: "Op tijd, per week", decimalMark: ",")

    static let french = ScoreTexts(
        inTime: "Dans les délais sur les {days} derniers jours :", thisWeek: "Cette semaine",
        goal: "au moins {percent} %", of: "{part} sur {whole}",
        allowanceOne: "Encore 1 réponse en retard avant l'avertissement",
        allowance: "Encore {count} réponses en retard avant l'avertissement",
        warned: "L'avertissement est à prévoir maintenant",
        recovery: "Réponses dans les délais pour atteindre de nouveau l'objectif : {count}",
        beyondRecovery: "L'objectif ne peut plus être atteint sur cette période",
        firstAnswer: "Première réponse, médiane", byWeek: "Dans les délais, par semaine", decimalMark: ",")

    static let polish = ScoreTexts(
        inTime: "W terminie w ostatnich {days} dniach:", thisWeek: "Ten tydzień", goal: "co najmniej {percent} %",
        of: "{part} z {whole}", allowanceOne: "Spóźnione odpowiedzi do ostrzeżenia: 1",
        allowance: "Spóźnione odpowiedzi do ostrzeżenia: {count}", warned: "Ostrzeżenie już się należy",
        recovery: "Odpowiedzi w terminie do ponownego osiągnięcia celu: {count}",
        beyondRecovery: "W tym okresie celu nie da się już osiągnąć",
        firstAnswer: "Pierwsza odpowiedź, mediana", byWeek: "W terminie, tygodniami", decimalMark: ",")
}
