extension Journey {
    /// Looks around without a plan.
    mutating func browse(_ season: Season) {
        for _ in 0..<random.integer(in: 1...4) {
            switch random.choice(Self.places) {
            case .search:
                click(.searchBox, on: .home)
                view(.search, after: 2)
                pause(6)
                log(.search, on: .search)
            case .events:
                click(.menuEvents, on: .home)
                view(.events, after: 1)
                if let campaign = season.campaigns.last, random.chance(0.4) {
                    view(.campaign, after: 4, campaign: campaign)
                }
            case .notifications:
                click(.bell, on: .home)
                view(.notifications, after: 1)
            case .my:
                click(.menuMy, on: .home)
                view(.my, after: 1)
            case let page: view(page, after: 7)
            }
            pause(6)
        }
    }

    private static let places: [(Page, Double)] = [
        (.assets, 28), (.payHistory, 22), (.notifications, 14), (.my, 12), (.events, 11),
        (.credit, 6), (.search, 5), (.support, 2),
    ]
}
