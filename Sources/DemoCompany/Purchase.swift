/// What someone is about to pay for.
struct Purchase: Sendable {
    let category: Category
    let merchant: String
    let amount: Int

    init(profile: Profile, grade: Grade, hour: Int, _ random: inout RandomStream) {
        category = random.choice(
            Category.merchants.map {
                ($0, Self.weight($0, hour: hour) * Self.leaning($0, profile.ageGroup))
            })
        merchant = random.element(of: Self.merchants(category))
        let rich = grade == .vip ? 1.6 : grade == .valued ? 1.2 : 1
        let age = profile.age < 30 ? 0.8 : profile.age >= 50 ? 1.3 : 1
        let drawn = random.logNormal(median: Self.median(category) * rich * age, spread: 0.6)
        // Prices end in tens; small shops charge at least a few hundred won.
        amount = max(500, Int(drawn / 100) * 100 - (random.chance(0.3) ? 10 : 0))
    }

    private static func weight(_ category: Category, hour: Int) -> Double {
        switch category {
        case .convenience: 22
        case .cafe: hour >= 7 && hour < 16 ? 24 : 8
        case .restaurant: (11...13).contains(hour) || (18...20).contains(hour) ? 24 : 6
        case .delivery: hour >= 17 || hour < 2 ? 14 : 6
        case .shopping: hour >= 20 || hour < 2 ? 22 : 13
        case .mart: hour >= 16 && hour < 22 ? 10 : 5
        case .transport: hour >= 7 && hour < 10 ? 12 : 6
        case .fuel: 3
        case .culture: 3
        case .medical: hour >= 9 && hour < 18 ? 4 : 0.4
        default: 1.6
        }
    }

    private static func leaning(_ category: Category, _ age: AgeGroup) -> Double {
        switch (category, age) {
        case (.convenience, .teens), (.convenience, .twenties): 1.6
        case (.cafe, .twenties), (.cafe, .thirties), (.delivery, .twenties): 1.4
        case (.fuel, .teens), (.mart, .teens): 0.1
        case (.mart, .forties), (.mart, .fifties), (.fuel, .fifties), (.medical, .older): 2
        case (.delivery, .older), (.culture, .older): 0.4
        default: 1
        }
    }

    private static func median(_ category: Category) -> Double {
        switch category {
        case .convenience: 5_200
        case .cafe: 6_300
        case .restaurant: 14_000
        case .delivery: 24_000
        case .shopping: 33_000
        case .mart: 41_000
        case .transport: 4_200
        case .fuel: 58_000
        case .culture: 17_000
        case .medical: 13_500
        default: 56_000
        }
    }

    private static func merchants(_ category: Category) -> [String] {
        switch category {
        case .convenience: ["하루편의점 역삼점", "하루편의점 서면점", "동네25 판교점"]
        case .cafe: ["달빛커피 강남점", "카페 \"온기\", 성수점", "골목로스터스"]
        case .restaurant: ["엄마손국밥", "한그릇김밥, 시청점", "참숯갈비 본점"]
        case .delivery: ["빠른배달", "치킨마루", "밤참천국"]
        case .shopping: ["모아마켓", "옷장닷컴", "디지털광장"]
        case .mart: ["싱싱마트", "가득할인마트 일산점"]
        case .transport: ["시내버스·지하철", "달려택시"]
        case .fuel: ["한길주유소", "고속셀프주유소"]
        case .culture: ["은하시네마", "책방 이음"]
        case .medical: ["튼튼의원", "푸른약국"]
        default: ["늘통신 요금", "하나로통신 요금"]
        }
    }
}
