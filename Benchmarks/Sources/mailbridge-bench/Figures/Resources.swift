import Glibc
import LocalServers

/// What the service takes of the machine.
struct Resources {
    let place: Place
    /// MB of an idle service.
    static let memoryLimit = 50.0

    /// Start-up time over several starts, then a fresh service left alone.
    func beforeWork(idleSeconds: Int) async throws -> [Row] {
        var starts = Samples()
        for number in 0..<15 {
            let began = wallTime()
            let service = try await ServiceProcess.connected(place, log: "start-\(number).log")
            starts.add(wallTime() - began)
            service.kill(SIGTERM)
            try await service.waitForEnd()
        }
        let service = try await ServiceProcess.connected(place, log: "idle.log")
        try await Task.sleep(for: .seconds(2))
        var memory = Row("memory, idle after start", "\(decimal(service.memory())) MB")
        memory.require(service.memory() <= Self.memoryLimit, "<= 50 MB")
        let before = service.processorTime
        try await Task.sleep(for: .seconds(idleSeconds))
        let after = service.processorTime
        let used = after.user + after.kernel - before.user - before.kernel
        service.kill(SIGTERM)
        try await service.waitForEnd()
        return [
            Row("start until connected to the mailbox", starts), memory,
            Row(
                "processor, idle", "\(decimal(used / Double(max(1, idleSeconds)) * 100, 2)) %",
                detail: "of one core, over \(idleSeconds) s"),
        ]
    }

    func afterWork(_ service: ServiceProcess, tickets: Int) async throws -> [Row] {
        try await Task.sleep(for: .seconds(2))
        let now = service.memory()
        var memory = Row(
            "memory, idle after \(tickets) tickets", "\(decimal(now)) MB",
            detail: "highest \(decimal(service.memory("VmHWM"))) MB")
        memory.require(now <= Self.memoryLimit, "<= 50 MB")
        return [memory]
    }
}
