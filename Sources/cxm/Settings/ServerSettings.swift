import API

/// The settings of `cxm serve`.
struct ServerSettings: Sendable {
    let limits: ServerLimits
    let logFormat: LogLines.Format
    let logLevel: String

    init(_ values: SettingValues) throws {
        logFormat = LogLines.Format(rawValue: try values.word(.logFormat)) ?? .text
        logLevel = try values.word(.logLevel)
        var limits = ServerLimits()
        limits.runningAnalyses = try values.number(.analyses)
        limits.waitingAnalyses = try values.number(.waitingAnalyses)
        limits.connections = try values.number(.connections)
        limits.headerBytes = try values.number(.headerSize) << 10
        limits.requestSeconds = try values.number(.requestSeconds)
        limits.idleSeconds = try values.number(.idleSeconds)
        limits.shutdownSeconds = try values.number(.shutdownSeconds)
        self.limits = limits
    }
}
