import Configuration

/// What is left to do once the files are written.
struct SetUpNextSteps {
    let plan: SetUpPlan
    /// Whether the service has an account of its own here, and its unit reads this configuration.
    let isInstalled: Bool

    private var isUsualPlace: Bool { plan.place.configuration == "/etc/mailbridge/config.toml" }

    private var option: String { isUsualPlace ? "" : " --config \(plan.place.configuration)" }

    /// The seller's name, where a unit of its own reads this configuration.
    private var seller: String? {
        let parts = plan.place.configuration.split(separator: "/")
        guard parts.count == 5, parts.starts(with: ["etc", "mailbridge", "sellers"]), parts[4] == "config.toml" else {
            return nil
        }
        return String(parts[3])
    }

    private var unit: String? {
        guard isInstalled else { return nil }
        if let seller { return "mailbridge@\(seller)" }
        return isUsualPlace ? "mailbridge" : nil
    }

    var text: String {
        let user = isInstalled ? "sudo -u \(SetUpOwner.accountName) " : ""
        let start = unit.map { "sudo systemctl enable --now \($0)" } ?? "mailbridge serve\(option)"
        let probe =
            plan.hasSubmission ? "; --probe also finds out whether your mail server takes out forged fields" : ""
        let reload = unit.map { "sudo systemctl reload \($0)" } ?? "restart it"
        return """

            Next:
              \(user)mailbridge doctor\(option)
                  looks at everything once more\(probe)
              \(start)
                  starts the service
            Every marketplace is in shadow mode: tickets are made and agents can answer, but nothing reaches a buyer. Once you
            are content, set mode = "live" at a marketplace in \(plan.place.configuration), and \(reload).
            """
    }
}
