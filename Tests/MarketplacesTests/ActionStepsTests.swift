import Domain
import Testing
import Transport

@testable import Marketplaces

@Suite("An action of several writes") struct ActionStepsTests {
    private let shop = ScriptedMarketplace()

    private func perform() async -> String {
        let settings = MarketplaceSettings(name: "m", connector: .kaufland, clock: "c")
        let door = APIDoor(settings, http: shop, pace: Pace(), headers: []) { _ in "no" }
        let steps = ["a", "b", "c"].map { name in
            ActionStep(name: name, call: APICall("op", "PATCH", WebAddress("https://x.example").path(name)))
        }
        switch await door.perform(steps, proves: { $0.status == 204 }) {
        case .done(let note): return "done \(note ?? "-")"
        case .refused(let reason): return "refused \(reason)"
        case .notSent(let error): return "not sent \(error.kind.rawValue)"
        case .uncertain(let reason): return "uncertain \(reason)"
        case .pending: return "pending"
        }
    }

    @Test(
        "stops at the first that is not taken, and never says that what was done may be done again",
        arguments: [
            (0, 204, "done a; b; c", 3), (0, 400, "refused no", 1), (0, 401, "not sent credentials", 1),
            (0, 500, "uncertain op: HTTP 500, no", 1), (1, 400, "refused done: a; not done: b: no", 2),
            (1, 429, "refused done: a; not done: b: op: HTTP 429, no", 2),
            (1, 500, "uncertain done: a; b: op: HTTP 500, no", 2),
            (2, 200, "uncertain done: a; b; c: op: HTTP 200, but not the answer of the marketplace", 3),
        ])
    func stops(good: Int, status: Int, expected: String, requests: Int) async {
        for name in ["a", "b", "c"].prefix(good) { shop.on("PATCH", "/\(name)", json: "", status: 204) }
        shop.on("PATCH", "/", json: "", status: status)
        #expect(await perform() == expected)
        #expect(shop.requests.count == requests)
    }
}

@Suite("The reason that an agent means") struct ReasonChoiceTests {
    private let reasons = [
        Reason(code: "18", label: "Kulanz"), Reason(code: "OUT_OF_STOCK", label: "Nicht lieferbar"),
        Reason(code: "X", label: "X"), Reason(code: "19", label: "Kulturgut"),
    ]

    @Test(
        "is found by code, by label or by the start of only one label, whatever the capitals",
        arguments: [
            ("18", "18"), ("kulanz", "18"), ("NICHT  lieferbar", "OUT_OF_STOCK"), ("out_of_stock", "OUT_OF_STOCK"),
            ("kula", "18"), ("nicht", "OUT_OF_STOCK"),
        ])
    func found(word: String, code: String) {
        guard case .reason(let reason) = ReasonChoice(word, among: reasons) else {
            Issue.record("refused")
            return
        }
        #expect(reason.code == code)
    }

    @Test("what can be chosen is said, and no address that was written instead")
    func refused() {
        let offer = "18 (Kulanz), OUT_OF_STOCK (Nicht lieferbar), X, 19 (Kulturgut)"
        #expect(ReasonChoice(nil, among: reasons) == .refused("a reason is needed, one of: \(offer)"))
        #expect(
            ReasonChoice("x@y.example", among: reasons)
                == .refused("\"<address>\" is none of the reasons: \(offer)"))
        #expect(
            ReasonChoice("kul", among: reasons) == .refused("\"kul\" is none of the reasons: \(offer)"),
            "the start of two")
        #expect(ReasonChoice(nil, among: [reasons[0]]) == .reason(reasons[0]))
        #expect(
            ReasonChoice("18", among: [])
                == .refused("the marketplace offers no reason for this; it has to be done in the portal"))
    }
}
