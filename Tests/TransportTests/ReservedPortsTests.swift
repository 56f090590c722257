import TestSupport
import Testing

@Suite("reserved ports")
struct ReservedPortsTests {
    @Test("no port is given twice")
    func once() throws {
        // So many that reservations which know nothing of each other would meet with near certainty.
        let reservations = try (0..<8).map { _ in try ReservedPorts(50) }
        let ports = reservations.flatMap { reservation in (0..<50).map { reservation[$0] } }
        #expect(Set(ports).count == 400)
    }

    @Test("nobody answers at a reserved port before a server listens there")
    func silence() throws {
        let ports = try ReservedPorts(1)
        #expect(throws: SupportError.self) { try LoopbackSocket(port: ports[0]) }
        withExtendedLifetime(ports) {}
    }
}
