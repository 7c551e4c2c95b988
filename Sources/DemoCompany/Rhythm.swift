/// At which hours people open the app: weights of the 24 hours of a Korean day.
enum Rhythm {
    static func hours(_ age: AgeGroup, isDayOff: Bool) -> [(Int, Double)] {
        switch age {
        case .teens, .twenties: isDayOff ? youngDayOff : young
        case .thirties, .forties: isDayOff ? workerDayOff : worker
        case .fifties, .older: isDayOff ? elderDayOff : elder
        }
    }

    private static let young = day([
        4, 2.5, 1.2, 0.6, 0.4, 0.5, 1, 3, 5, 4, 4, 6.5, 9, 6, 4, 4, 4.5, 6, 8, 8, 7, 7, 7, 6,
    ])
    private static let youngDayOff = day([
        6, 4, 2.2, 1, 0.6, 0.5, 0.6, 1, 2, 3.5, 5, 6, 7, 7, 7, 7, 7, 7, 7.5, 7.5, 7, 7, 7, 6.5,
    ])
    private static let worker = day([
        1.8, 0.8, 0.4, 0.2, 0.2, 0.5, 1.8, 5, 6.5, 5, 4.5, 7.5, 11, 6.5, 4, 4, 4.5, 6, 9, 8.5,
        6.5, 6, 5, 3.5,
    ])
    private static let workerDayOff = day([
        3, 1.5, 0.7, 0.4, 0.3, 0.5, 1, 2, 3.5, 5, 6.5, 7.5, 8, 7.5, 7, 7, 7, 7, 7.5, 7, 6, 5.5,
        5, 4,
    ])
    private static let elder = day([
        0.5, 0.2, 0.1, 0.1, 0.3, 1.2, 3.5, 6, 7.5, 8.5, 8.5, 8.5, 9, 7, 6.5, 6, 5.5, 5, 5, 4.5,
        3.5, 2.5, 1.5, 0.9,
    ])
    private static let elderDayOff = day([
        0.6, 0.3, 0.1, 0.1, 0.3, 1, 3, 5, 6.5, 7.5, 8.5, 8.5, 8, 7, 6.5, 6.5, 6, 5.5, 5, 4.5,
        3.5, 2.5, 1.6, 1,
    ])

    private static func day(_ weights: [Double]) -> [(Int, Double)] {
        weights.enumerated().map { ($0.offset, $0.element) }
    }
}
