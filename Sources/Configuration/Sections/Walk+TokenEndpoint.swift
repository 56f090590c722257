import OAuth

extension Walk {
    private enum Provider: String, CaseIterable { case microsoft, google }

    /// A provider's endpoint, with what the table says otherwise; nil after a mistake, which is reported.
    func endpoint(
        _ table: TableReader, for service: TokenEndpoint.Service, asApplication: Bool
    ) -> TokenEndpoint? {
        let provider = table.optional("provider", .word) as Provider?
        let url = table.optional("token_url", .tokenURL)
        var endpoint: TokenEndpoint?
        switch provider {
        case .microsoft where table.has("token_url"):
            table.refuse(["tenant"], because: "\"token_url\" names the directory already")
            // Its address is replaced below; the scope is what counts.
            endpoint = .microsoft(tenant: "", for: service, asApplication: asApplication)
        case .microsoft:
            endpoint = tenant(table, asApplication: asApplication).map {
                .microsoft(tenant: $0, for: service, asApplication: asApplication)
            }
        case .google:
            endpoint = .google
            if asApplication {
                table.report.add(
                    "oauth needs the key \"refresh_token\": Google opens a mailbox to its user only", at: table.place)
            }
        case nil:
            if url == nil, !table.has("provider"), !table.has("token_url") {
                table.report.add(
                    "oauth needs the key \"provider\" (\"microsoft\" or \"google\") or \"token_url\"", at: table.place)
            }
            endpoint = url.map { TokenEndpoint(url: $0) }
        }
        if provider != .microsoft { table.refuse(["tenant"], because: "only with provider = \"microsoft\"") }
        let scope = table.optional("scope", .scope)
        let caFile = table.optional("ca_file", .path)
        if table.has("token_url"), url == nil { return nil }
        if let url { endpoint?.url = url }
        if let scope { endpoint?.scope = scope }
        endpoint?.caFile = caFile
        return endpoint
    }

    private func tenant(_ table: TableReader, asApplication: Bool) -> String? {
        guard table.has("tenant") else {
            table.report.add(
                "oauth needs the key \"tenant\" for provider = \"microsoft\": the directory's id", at: table.place)
            _ = table.node("tenant")
            return nil
        }
        guard let tenant = table.optional("tenant", .tenant) else { return nil }
        if asApplication, ["common", "organizations", "consumers"].contains(tenant) {
            table.report.add(
                "tenant: without \"refresh_token\" an application logs in to one directory; write its id instead of"
                    + " \"\(tenant)\"", at: table.valuePlace(of: "tenant"))
        }
        return tenant
    }
}
