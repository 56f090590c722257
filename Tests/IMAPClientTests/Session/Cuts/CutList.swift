import Glibc
import Synchronization
import TestSupport
import Testing

/// Cuts of a session whose length in both directions is known.
struct CutList {
    let cuts: [CuttingProxy.Cut]

    /// Before, between and after all bytes. Ends alternate between an orderly one and a reset.
    init(everyByteOf session: CuttingProxy.Passage) {
        func places(_ direction: CuttingProxy.Direction, _ count: Int) -> [CuttingProxy.Cut] {
            (0...count).map { CuttingProxy.Cut(direction, after: $0, by: $0 % 2 == 0 ? .finish : .reset) }
        }
        cuts = places(.fromServer, session.fromServer) + places(.fromClient, session.fromClient)
    }

    /// Every `step`-th place of both streams, from a place on that `generator` draws; all of them if the environment has
    /// MAILBRIDGE_EVERY_BYTE.
    init(every step: Int, of session: CuttingProxy.Passage, using generator: inout SeededGenerator) {
        let all = CutList(everyByteOf: session).cuts
        let isThorough = getenv("MAILBRIDGE_EVERY_BYTE") != nil
        let step = isThorough ? 1 : step
        cuts = stride(from: Int.random(in: 0..<step, using: &generator), to: all.count, by: step).map { all[$0] }
    }

    /// `count` places, drawn by `generator`.
    init(_ count: Int, placesOf session: CuttingProxy.Passage, using generator: inout SeededGenerator) {
        let all = CutList(everyByteOf: session).cuts
        cuts = (0..<count).map { _ in all.randomElement(using: &generator) ?? all[0] }
    }

    /// Does all cuts in `lanes` tasks, each of which has a name of its own and does its cuts one after the other.
    ///
    /// An error of one cut is recorded with its place; the lane goes on with the next.
    func carryOut(lanes: Int, _ make: @escaping @Sendable (Int) async throws -> any CutLane) async throws {
        let queue = Queue(cuts)
        try await withThrowingTaskGroup { group in
            for number in 1...lanes {
                group.addTask {
                    let lane = try await make(number)
                    while let cut = queue.next() {
                        do {
                            try await lane.survive(cut)
                        } catch {
                            Issue.record("\(cut): \(error)")
                        }
                    }
                    try await lane.finish()
                }
            }
            try await group.waitForAll()
        }
    }
}

private final class Queue: Sendable {
    private let left: Mutex<ArraySlice<CuttingProxy.Cut>>

    init(_ cuts: [CuttingProxy.Cut]) { left = Mutex(cuts[...]) }

    func next() -> CuttingProxy.Cut? { left.withLock { $0.popFirst() } }
}

/// One user's mailbox, in which one cut after the other is made.
protocol CutLane: Sendable {
    /// Throws if anything is not as it should be afterwards.
    func survive(_ cut: CuttingProxy.Cut) async throws
    func finish() async throws
}
