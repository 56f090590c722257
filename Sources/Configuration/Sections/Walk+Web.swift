import Domain

extension Walk {
    func web(_ table: TableReader) -> WebSettings? {
        let place = listeningPlace(table, default: .port(host: "127.0.0.1", port: 8425))
        let hosts = table.read("hosts", .list(of: .domain), default: [])
        let connections = table.read("connections", .number(1...1000), default: 20)
        let timeout = table.read("request_timeout", .duration(.seconds(1) ... .seconds(60)), default: .seconds(10))
        let key = webKey(table)
        table.finish()
        return key.map {
            WebSettings(place: place, key: $0, hosts: hosts, connections: connections, requestTimeout: timeout)
        }
    }

    func metrics(_ table: TableReader) -> MetricsSettings {
        let settings = MetricsSettings(
            place: listeningPlace(table, default: .port(host: "127.0.0.1", port: 9425)),
            hosts: table.read("hosts", .list(of: .domain), default: []),
            connections: table.read("connections", .number(1...1000), default: 10),
            requestTimeout: table.read(
                "request_timeout", .duration(.seconds(1) ... .seconds(60)), default: .seconds(10)))
        table.finish()
        return settings
    }

    /// A token alone, or a password with its user. The secret itself is fetched later.
    private func webKey(_ table: TableReader) -> WebSettings.Key? {
        let hasPassword = table.has("password")
        if table.has("token") {
            table.refuse(["user", "password"], because: "\"token\" opens the page alone; leave one of the two out")
        }
        let user = hasPassword || table.has("user") ? table.read("user", .name, default: "admin") : nil
        guard let secret = table.optional(hasPassword ? "password" : "token", .secret) else {
            if !hasPassword, !table.has("token") {
                table.report.add(
                    "\(table.name) needs the key \"token\" or \"password\": nobody may see the page without",
                    at: table.place)
            }
            return nil
        }
        let key = hasPassword ? "password" : "token"
        slots.append(
            SecretSlot(
                references: [SecretSlot.Placed(key: key, reference: secret.value, place: secret.place)],
                leastLength: WebSettings.shortestSecret
            ) { configuration, values in
                configuration.web?.key = user.map { .password(user: $0, values[0]) } ?? .token(values[0])
            })
        return user.map { .password(user: $0, Secret("")) } ?? .token(Secret(""))
    }

    private func listeningPlace(_ table: TableReader, default fallback: LocalPlace) -> ListeningPlace {
        switch table.read("listen", .localPlace(example: "/run/mailbridge/web", port: 8425), default: fallback) {
        case .path(let path):
            return .path(
                path, mode: table.read("mode", .socketMode, default: 0o660), group: table.optional("group", .name))
        case .port(let host, let port):
            table.refuse(["mode", "group"], because: "only a Unix socket has rights")
            return .port(host: host, port: port)
        }
    }
}

extension WebSettings {
    /// Characters: what can be guessed is no secret.
    static let shortestSecret = 12
}
