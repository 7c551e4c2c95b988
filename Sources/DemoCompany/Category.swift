/// What a payment, loan or gift is about.
package enum Category: String, Labelled {
    case convenience, cafe, restaurant, delivery, shopping, mart
    case transport, fuel, culture, medical, telecom
    case creditLoan = "credit_loan"
    case jeonseLoan = "jeonse_loan"
    case mortgage
    case refinance
    case giftCoffee = "gift_coffee"
    case giftChicken = "gift_chicken"
    case giftCake = "gift_cake"
    case giftSet = "gift_set"

    package var label: Label {
        switch self {
        case .convenience: Label("편의점", "Convenience store")
        case .cafe: Label("카페", "Café")
        case .restaurant: Label("음식점", "Restaurant")
        case .delivery: Label("배달", "Delivery")
        case .shopping: Label("온라인쇼핑", "Online shopping")
        case .mart: Label("마트", "Supermarket")
        case .transport: Label("교통", "Transport")
        case .fuel: Label("주유", "Fuel")
        case .culture: Label("문화", "Culture")
        case .medical: Label("병원·약국", "Health")
        case .telecom: Label("통신비", "Telecom bill")
        case .creditLoan: Label("신용대출", "Credit loan")
        case .jeonseLoan: Label("전세대출", "Jeonse loan")
        case .mortgage: Label("주택담보대출", "Mortgage")
        case .refinance: Label("대환대출", "Refinancing")
        case .giftCoffee: Label("커피 선물", "Coffee gift")
        case .giftChicken: Label("치킨 선물", "Chicken gift")
        case .giftCake: Label("케이크 선물", "Cake gift")
        case .giftSet: Label("명절 선물세트", "Feast gift set")
        }
    }

    static let merchants: [Category] = [
        .convenience, .cafe, .restaurant, .delivery, .shopping, .mart, .transport, .fuel,
        .culture, .medical, .telecom,
    ]
    static let loans: [Category] = [.creditLoan, .jeonseLoan, .mortgage, .refinance]
}
