import Dispatch
import Glibc
import Store

/// Takes a copy that is not whole away when the command is told to stop, and then stops: no other process would look for
/// buyers' data there. On a queue of its own, since the copy keeps its thread busy.
struct BackupStop {
    private let sources: [(number: Int32, source: any DispatchSourceSignal)]

    init(of file: String) {
        sources = [SIGTERM, SIGINT].map { number in
            // Only the source is to see it.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                SQLiteStore.removeDraft(of: file)
                signal(number, SIG_DFL)
                kill(getpid(), number)
            }
            source.resume()
            return (number, source)
        }
    }

    func end() {
        for (number, source) in sources {
            source.cancel()
            signal(number, SIG_DFL)
        }
    }
}
