import Domain
import MIME
import Testing

@testable import Sandbox

@Suite("Allegro refuses") struct AllegroRefusalTests {
    private var standIn = AllegroStandIn()
    private var thread = ""
    private let order = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"
    private static let stable = "application/vnd.allegro.public.v1+json"
    private static let beta = "application/vnd.allegro.beta.v1+json"

    init() throws {
        var message = BuyerMessage(
            marketplace: .allegro, language: "pl", name: "Anna Nowak", text: "Gdzie jest paczka?")
        message.order = order
        thread = try standIn.receive(message, now: start).conversation.id
        standIn.tokens["t"] = start + .seconds(3600)
    }

    private func request(
        _ method: String, _ target: String, _ body: String = "", media: String = stable,
        change: (inout Request) -> Void = { _ in }
    ) -> Request {
        var request = Request(
            method: method, target: "/allegro/\(target)",
            headers: [
                "authorization": "Bearer t", "user-agent": "mailbridge/1", "accept": media, "host": "127.0.0.1:1",
            ],
            body: Array(body.utf8))
        if !body.isEmpty { request.headers["content-type"] = media }
        change(&request)
        return request
    }

    private mutating func ask(_ request: Request, at time: Timestamp = start) -> Response {
        do throws(Refusal) {
            return try standIn.carryOut(request, now: time)
        } catch {
            return standIn.response(to: error)
        }
    }

    private mutating func status(_ request: Request, at time: Timestamp = start) -> Int {
        ask(request, at: time).status
    }

    @Test("calls without user agent, token or the right media type")
    mutating func headers() {
        #expect(status(request("GET", "messaging/threads")) == 200)
        #expect(status(request("GET", "messaging/threads") { $0.headers["user-agent"] = nil }) == 403)
        #expect(status(request("GET", "messaging/threads") { $0.headers["authorization"] = "Bearer x" }) == 401)
        #expect(status(request("GET", "messaging/threads") { $0.headers["accept"] = "application/json" }) == 406)
        #expect(status(request("GET", "messaging/threads", media: Self.beta)) == 406)
        #expect(status(request("GET", "sale/issues")) == 406)
        #expect(status(request("GET", "sale/issues", media: Self.beta)) == 200)
        let read = request("PUT", "messaging/threads/\(thread)/read", #"{"read":true}"#)
        #expect(status(read) == 200)
        var typed = read
        typed.headers["content-type"] = "application/json"
        #expect(status(typed) == 415)
        #expect(status(request("PUT", "messaging/threads/\(thread)/read", "{}")) == 422)
    }

    @Test("lists beyond their limits")
    mutating func lists() {
        #expect(status(request("GET", "messaging/threads?limit=21")) == 400)
        #expect(status(request("GET", "messaging/threads?since=1")) == 400)
        #expect(status(request("GET", "messaging/threads/\(thread)/messages?offset=15001")) == 400)
        let both = "messaging/threads/\(thread)/messages?offset=0&before=2026-11-20T08:00:00Z"
        #expect(status(request("GET", both)) == 422)
        #expect(status(request("GET", "sale/issues?limit=101", media: Self.beta)) == 400)
        #expect(status(request("GET", "sale/issues?status=ONGOING", media: Self.beta)) == 422)
        #expect(
            status(request("GET", "sale/issues?status=DISPUTE_ONGOING&status=CLAIM_SUBMITTED", media: Self.beta)) == 200
        )
    }

    @Test("messages that are too long, too fast, unknown or with members that are not")
    mutating func messages() {
        let path = "messaging/threads/\(thread)/messages"
        #expect(status(request("POST", path, #"{"text":"\#(String(repeating: "x", count: 2001))"}"#)) == 422)
        #expect(status(request("POST", path, #"{"text":""}"#)) == 422)
        #expect(status(request("POST", path, #"{"text":"x","subject":"y"}"#)) == 422)
        #expect(status(request("POST", path, #"{"text":"x","attachments":[{"id":"nothing"}]}"#)) == 422)
        #expect(status(request("POST", path, #"{"text":"x"}"#), at: start + .seconds(1)) == 201)
        #expect(status(request("POST", path, #"{"text":"y"}"#), at: start + .milliseconds(1999)) == 429)
        #expect(status(request("POST", path, #"{"text":"y"}"#), at: start + .seconds(2)) == 201)
        let stranger = #"{"recipient":{"login":"nobody"},"text":"x","order":{"id":"\#(order)"}}"#
        #expect(status(request("POST", "messaging/messages", stranger), at: start + .seconds(9)) == 422)
    }

    @Test("files that were not declared, not sent, too large, of another type, or are used twice")
    mutating func files() throws {
        let path = "messaging/message-attachments"
        #expect(status(request("POST", path, #"{"filename":"a.pdf","size":5242881}"#)) == 422)
        #expect(status(request("POST", path, #"{"fileName":"a.pdf","size":3}"#)) == 422)
        let declared = ask(request("POST", path, #"{"filename":"a.pdf","size":3}"#))
        let id = try #require(JSON(parsing: declared.body)?["id"]?.string)
        let answer = #"{"text":"x","attachments":[{"id":"\#(id)"}]}"#
        let messages = "messaging/threads/\(thread)/messages"
        #expect(status(request("POST", messages, answer)) == 422, "declared only")
        let pdf = request("PUT", "\(path)/\(id)", "%PD") { $0.headers["content-type"] = "application/pdf" }
        #expect(status(request("PUT", "\(path)/\(id)", "%PD") { $0.headers["content-type"] = "text/plain" }) == 415)
        #expect(
            status(request("PUT", "\(path)/\(id)", "%PDF") { $0.headers["content-type"] = "application/pdf" }) == 422)
        #expect(status(pdf) == 200)
        #expect(status(pdf) == 409)
        #expect(status(request("POST", messages, answer), at: start + .seconds(5)) == 201)
        #expect(status(request("POST", messages, answer), at: start + .seconds(9)) == 422, "used already")
        #expect(status(request("GET", "\(path)/\(id)")) == 406, "a file has no version")
        #expect(status(request("GET", "\(path)/\(id)", media: "*/*")) == 200)
    }

    @Test("an address for an issue's file takes one file")
    mutating func issueFiles() throws {
        let declared = ask(
            request("POST", "sale/issues/attachments", #"{"fileName":"a.pdf","size":3}"#, media: Self.beta))
        #expect(declared.status == 201)
        let location = try #require(declared.headers.first { $0.name == "Location" }?.value)
        #expect(location.hasPrefix("http://127.0.0.1:1/allegro/upload/"))
        let target = String(location.dropFirst("http://127.0.0.1:1/allegro/".count))
        let upload = request("PUT", target, "%PD", media: Self.beta) { $0.headers["content-type"] = "application/pdf" }
        #expect(status(upload) == 200)
        #expect(status(upload) == 404)
        #expect(
            status(
                request("PUT", "upload/issue-files/guessed", "%PD", media: Self.beta) {
                    $0.headers["content-type"] = "application/pdf"
                }) == 404)
    }

    @Test("a refresh token that was replaced, and a wrong client")
    mutating func tokens() throws {
        func token(
            _ refresh: String,
            basic: String = "NWEwZGIwZmU1YTBkYjBmZTVhMGRiMGZlNWEwZGIwZmU6c2FuZGJveC1hbGxlZ3JvLXNlY3JldA=="
        ) -> Request {
            Request(
                method: "POST", target: "/allegro/auth/oauth/token",
                headers: [
                    "content-type": "application/x-www-form-urlencoded", "authorization": "Basic \(basic)",
                ], body: Array("grant_type=refresh_token&refresh_token=\(refresh)".utf8))
        }
        let first = AllegroStandIn.firstRefreshToken.reveal()
        #expect(status(token(first, basic: "eDp5")) == 401)
        let answer = ask(token(first))
        let second = try #require(JSON(parsing: answer.body)?["refresh_token"]?.string)
        #expect(status(token(first)) == 400)
        #expect(status(token(second)) == 200)
    }

    @Test("refunds of more than was paid, and the same command twice is one refund")
    mutating func refunds() throws {
        let paid = try #require(standIn.orders[order])
        func refund(_ command: String, _ lines: String) -> Request {
            request(
                "POST", "payments/refunds",
                #"{"payment":{"id":"\#(paid.payment)"},"order":{"id":"\#(order)"},"commandId":"\#(command)","reason":"REFUND","lineItems":[\#(lines)]}"#
            )
        }
        let one = #"{"id":"\#(paid.line)","type":"QUANTITY","quantity":1}"#
        let amount = #"{"id":"\#(paid.line)","type":"AMOUNT","value":{"amount":"1.5","currency":"PLN"}}"#
        #expect(status(refund("no-uuid", one)) == 422)
        #expect(status(refund(randomUUID(), amount)) == 422, "two decimals")
        #expect(status(refund(randomUUID(), one.replacing(":1}", with: ":3}"))) == 422)
        let command = randomUUID()
        #expect(status(refund(command, one)) == 201)
        #expect(status(refund(command, one)) == 201)
        #expect(standIn.refunds.count == 1)
        #expect(status(refund(randomUUID(), one)) == 201)
        #expect(status(refund(randomUUID(), one)) == 422, "both pieces are paid back")
    }

    @Test("its mails name order, issue and buyer")
    mutating func mails() throws {
        let seller = try #require(EmailAddress("service@seller.example"))
        var message = BuyerMessage(marketplace: .allegro, language: "pl", name: "Anna Nowak", text: "Pęknięta")
        message.order = order
        let first = try standIn.receive(message, now: start + .seconds(1))
        let note = try #require(standIn.notification(of: first, files: [], to: seller))
        let text = note.mail.text
        #expect(text.contains(order) && note.mail.from.address == "powiadomienia@allegro.pl")
        message.startsNewConversation = true
        let dispute = try standIn.receive(message, now: start + .seconds(2))
        let mail = try #require(standIn.notification(of: dispute, files: [], to: seller))
        let body = mail.mail.text
        #expect(body.contains("dyskusje/") && body.contains("uzytkownik/anna-nowak"))
    }
}
