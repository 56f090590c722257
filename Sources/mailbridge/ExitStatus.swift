import ArgumentParser
import Configuration
import Domain
import IMAPClient
import Marketplaces
import Store
import Transport

/// How a command ends, in the numbers of sysexits.h.
enum ExitStatus {
    /// The command worked and found something to report.
    static let finding = ExitCode(1)
    static let badData = ExitCode(65)
    static let unavailable = ExitCode(69)
    static let internalFault = ExitCode(70)
    static let cannotCreate = ExitCode(73)
    static let temporary = ExitCode(75)
    static let permission = ExitCode(77)
    static let configuration = ExitCode(78)

    /// The status for an error that ends a command.
    static func of(_ error: any Error) -> ExitCode {
        switch error {
        case is ConfigurationProblems: configuration
        case let error as StoreError: of(error)
        case let error as IMAPError: error.kind == .credentials ? permission : unavailable
        case let error as ConnectorError: error.kind == .credentials ? permission : unavailable
        case is TransportError: unavailable
        case let error as OutputError: error.status
        case is InputError: badData
        case let code as ExitCode: code
        default: internalFault
        }
    }

    private static func of(_ error: StoreError) -> ExitCode {
        switch error.kind {
        case .busy, .noSpace, .outdated: temporary
        case .notFound, .wrongState: badData
        case .unusable, .tooNew: permission
        case .cannotCreate: cannotCreate
        case .failed: internalFault
        }
    }
}

/// Runs a command's work; an error is told on standard error in one line and becomes the exit status.
func reportingErrors(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let code as ExitCode {
        throw code
    } catch let error as CleanExit {
        throw error
    } catch let error as ValidationError {
        throw error
    } catch {
        complain("\(error)")
        throw ExitStatus.of(error)
    }
}
