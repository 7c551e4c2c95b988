extension Journey {
    /// Sends a present; before a feast it is rather a gift set than a coffee.
    mutating func give(_ season: Season) {
        click(.menuGift, on: .home)
        view(.gift, after: 2)
        let beforeFeast = season.daysToFeast != nil
        let campaign = season.campaigns.first { $0.intent == .gift }
        for _ in 0..<random.integer(in: 1...3) {
            let category = random.choice(beforeFeast ? Self.feastGifts : Self.gifts)
            view(.giftDetail, after: 9, category: category)
            log(.giftView, on: .giftDetail, category: category, campaign: campaign)
            guard random.chance(0.35) else { continue }
            pause(12)
            let amount = Self.price(category) * random.integer(in: 1...2)
            log(
                .giftSelect, on: .giftDetail, category: category, campaign: campaign,
                amount: amount)
            guard random.chance(0.72) else { return }
            pause(25)
            log(
                .giftSend, on: .giftDetail, category: category, campaign: campaign,
                amount: amount)
            view(.giftDone, after: 1)
            return
        }
    }

    private static func price(_ category: Category) -> Int {
        switch category {
        case .giftCoffee: 4_700
        case .giftChicken: 23_000
        case .giftCake: 32_000
        default: 59_000
        }
    }

    private static let gifts: [(Category, Double)] = [
        (.giftCoffee, 56), (.giftChicken, 24), (.giftCake, 18), (.giftSet, 2),
    ]
    private static let feastGifts: [(Category, Double)] = [
        (.giftSet, 64), (.giftCoffee, 20), (.giftCake, 8), (.giftChicken, 8),
    ]
}
