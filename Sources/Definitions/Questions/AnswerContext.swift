/// What an answer rests on, whatever was asked.
package struct AnswerContext: Hashable, Sendable {
    package let engine: String
    package let elapsedMilliseconds: Int64
    package let range: ResolvedRange?
    package let zone: Zone
    /// The newest event of the dataset, in milliseconds since 1970 UTC.
    package let dataUntil: Int64?
    /// Whether it was worked out for an earlier question.
    package let isCached: Bool
    /// The snapshots of the segments that the question names.
    package let segments: [UsedSegment]

    package init(
        engine: String, elapsedMilliseconds: Int64, range: ResolvedRange?, zone: Zone,
        dataUntil: Int64?, isCached: Bool = false, segments: [UsedSegment] = []
    ) {
        self.engine = engine
        self.elapsedMilliseconds = elapsedMilliseconds
        self.range = range
        self.zone = zone
        self.dataUntil = dataUntil
        self.isCached = isCached
        self.segments = segments
    }

    /// The members with which the JSON of every answer begins.
    func members(kind: String) -> [JSONValue.Member] {
        [
            .init("kind", .string(kind)), .init("engine", .string(engine)),
            .init("elapsed_ms", .integer(elapsedMilliseconds)),
        ] + (isCached ? [.init("cached", .boolean(true))] : []) + [
            .init(
                "resolved",
                [
                    "from": range.map { .string(zone.text($0.from)) } ?? .null,
                    "to": range.map { .string(zone.text($0.to)) } ?? .null,
                    "timezone": .string(zone.name),
                ]),
            .init("data_until", dataUntil.map { .string(zone.text($0)) } ?? .null),
        ] + (segments.isEmpty ? [] : [.init("segments", .array(segments.map(\.json)))])
    }
}
