/// What a member is born with: the part that everything else leans on.
struct Profile: Sendable {
    let gender: Gender
    let age: Int
    let ageGroup: AgeGroup
    let region: Region
    let system: OperatingSystem

    init(number: Int, in world: World) {
        var random = world.random(number, .profile)
        gender = random.chance(0.52) ? .female : .male
        let decade = random.choice(Self.decades)
        age = random.integer(in: decade)
        ageGroup = AgeGroup(age: age)
        region = random.choice(Region.shares)
        let share = Self.iosShare(ageGroup) + (gender == .female ? 0.06 : -0.06)
        system = random.chance(share) ? .ios : .android
    }

    private static let decades: [(ClosedRange<Int>, Double)] = [
        (15...19, 6), (20...29, 28), (30...39, 27), (40...49, 20), (50...59, 13), (60...78, 6),
    ]

    private static func iosShare(_ age: AgeGroup) -> Double {
        switch age {
        case .teens: 0.62
        case .twenties: 0.55
        case .thirties: 0.42
        case .forties: 0.26
        case .fifties: 0.15
        case .older: 0.10
        }
    }
}
