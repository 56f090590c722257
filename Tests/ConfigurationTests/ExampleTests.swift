import Marketplaces
import Testing

@testable import Configuration

@Suite("config.example.toml") struct ExampleTests {
    @Test("it loads as is") func loads() throws {
        let checked = try Example.text().checked()
        #expect(checked.offline.marketplaces.count == 3)
        #expect(checked.offline.marketplaces.allSatisfy { $0.mode == .shadow })
    }
}
