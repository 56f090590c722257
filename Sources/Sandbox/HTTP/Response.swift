/// What a stand-in answers.
struct Response: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []

    init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    static func json(_ value: JSON, status: Int = 200, type: String = "application/json") -> Response {
        Response(status: status, headers: [("Content-Type", type)], body: Array(value.text.utf8))
    }

    /// 201 or 204 as documented for operations that answer nothing.
    static func empty(_ status: Int) -> Response { Response(status: status) }
}
