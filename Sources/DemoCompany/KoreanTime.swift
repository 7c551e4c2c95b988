/// The clock of the app: Korea is nine hours ahead of UTC all year round.
enum KoreanTime {
    static let offsetMilliseconds: Int64 = 9 * 3_600_000
    static let dayMilliseconds: Int64 = 86_400_000

    /// The UTC time in milliseconds of a moment of a Korean day.
    static func utc(day: Int, millisecondOfDay: Int64) -> Int64 {
        Int64(day) * dayMilliseconds + millisecondOfDay - offsetMilliseconds
    }

    /// The hour 0...23 on a Korean clock at a UTC time.
    static func hour(at utc: Int64) -> Int {
        Int((utc + offsetMilliseconds) % dayMilliseconds / 3_600_000)
    }

    /// The Korean day, counted from 1970-01-01, at a UTC time.
    static func day(at utc: Int64) -> Int { Int((utc + offsetMilliseconds) / dayMilliseconds) }
}
