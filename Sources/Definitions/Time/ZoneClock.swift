/// The wall clock of a time zone over one stretch of time, as a few stretches of equal offset: finding
/// an instant's day or hour is arithmetic, in every engine the same.
///
///     let clock = ZoneClock(seoul, from: first, until: last)
///     clock.day(of: instant)   // days since 1970-01-01
///     clock.hour(of: instant)  // 0 to 23
///
/// Cost: building looks at every day of the stretch once; a look-up compares with each change.
package struct ZoneClock: Hashable, Sendable {
    /// An offset from UTC in milliseconds, and the instant from which it holds.
    package struct Piece: Hashable, Sendable {
        package let from: Int64
        package let offset: Int64
    }

    /// In time order; the first one holds before its instant too, the last one for ever.
    package let pieces: [Piece]

    /// `from` and `until` are instants, both included; changes outside of them are not known.
    package init(_ zone: Zone, from: Int64, until: Int64) {
        let day = TimeSpan.Unit.day.milliseconds
        var pieces = [Piece(from: from, offset: zone.offset(at: from))]
        var instant = from
        while instant < until {
            let next = min(until, instant + day)
            let offset = zone.offset(at: next)
            if offset != pieces[pieces.count - 1].offset {
                pieces.append(
                    Piece(from: Self.change(zone, after: instant, by: next), offset: offset))
            }
            instant = next
        }
        self.pieces = pieces
    }

    /// The first instant that has the offset of `by`.
    private static func change(_ zone: Zone, after instant: Int64, by next: Int64) -> Int64 {
        let offset = zone.offset(at: next)
        var (low, high) = (instant, next)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if zone.offset(at: middle) == offset { high = middle } else { low = middle }
        }
        return high
    }

    /// The instant's wall clock, as milliseconds since 1970-01-01 00:00 on that clock.
    package func local(_ instant: Int64) -> Int64 {
        var index = pieces.count - 1
        while index > 0, instant < pieces[index].from { index -= 1 }
        return instant + pieces[index].offset
    }

    /// Days since 1970-01-01 on this clock.
    package func day(of instant: Int64) -> Int64 {
        floorDivide(local(instant), TimeSpan.Unit.day.milliseconds)
    }

    /// 0 to 23
    package func hour(of instant: Int64) -> Int64 {
        let local = local(instant)
        let day = floorDivide(local, TimeSpan.Unit.day.milliseconds)
        return (local - day * TimeSpan.Unit.day.milliseconds) / TimeSpan.Unit.hour.milliseconds
    }
}
