//! Names in use stay with what they name when the description changes around them.

use codegen::lock::Lock;
use codegen::settings::{self, Settings};
use codegen::{Input, Output, generate, load};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn run(description: &Value, settings: &Settings, lock: &Lock) -> Output {
    let root = load::Source { path: "openapi.json".to_owned(), text: description.to_string() };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    let output = generate(&Input { sources, settings, lock, standalone: true });
    assert!(!output.report.has_errors(), "{}", output.report.render(false));
    // What the lock says must be said again, or the next run would differ.
    let again = generate(&Input { sources, settings, lock: &output.lock, standalone: true });
    assert_eq!(again.files, output.files, "a second run writes other files");
    assert_eq!(again.lock, output.lock, "a second run writes another lock");
    output
}

fn first(description: &Value) -> Output {
    run(description, &Settings::default(), &Lock::default())
}

fn next(description: &Value, before: &Output) -> Output {
    run(description, &Settings::default(), &before.lock)
}

/// An API in which many names are near a clash.
fn shop() -> Value {
    let reply = |schema: Value| json!({"200": {"description": "x", "content": {"application/json": {"schema": schema}}}});
    let order = json!({"$ref": "#/components/schemas/order"});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {
            "/orders": {
                "get": {"operationId": "orders-list", "tags": ["orders"],
                    "parameters": [{"in": "query", "name": "page-size", "schema": {"type": "integer"}},
                        {"in": "query", "name": "state", "schema": {"enum": ["open", "shut"]}}],
                    "responses": reply(json!({"type": "array", "items": order}))},
                "post": {"operationId": "orders-create", "tags": ["orders"],
                    "requestBody": {"required": true, "content": {"application/json": {"schema": {
                        "type": "object", "required": ["note"], "properties": {"note": {"type": "string"},
                        "address": {"type": "object", "properties": {"street": {"type": "string"}}}}}}}},
                    "responses": reply(order.clone())}
            },
            "/orders/{order_id}": {
                "get": {"operationId": "orders-get", "tags": ["orders"],
                    "parameters": [{"in": "path", "name": "order_id", "required": true, "schema": {"type": "string"}}],
                    "responses": reply(order.clone())}
            },
            "/carts": {
                "get": {"operationId": "carts-list", "tags": ["carts"],
                    "responses": reply(json!({"type": "array", "items": {"type": "object", "properties":
                        {"id": {"type": "string"}, "total": {"$ref": "#/components/schemas/money"}}}}))}
            }
        },
        "components": {"schemas": {
            "order": {"type": "object", "required": ["id"], "properties": {
                "id": {"type": "string"}, "createdOn": {"type": "string"},
                "payment": {"oneOf": [{"$ref": "#/components/schemas/card"}, {"$ref": "#/components/schemas/cash"}]},
                "address": {"type": "object", "properties": {"town": {"type": "string"}}},
                "total": {"$ref": "#/components/schemas/money"}}},
            "card": {"type": "object", "required": ["number"], "properties": {"number": {"type": "string"}}},
            "cash": {"type": "object", "required": ["amount"], "properties": {"amount": {"type": "number"}}},
            "money": {"type": "object", "required": ["cents"], "properties": {"cents": {"type": "integer"}, "currency": {"enum": ["EUR", "USD"]}}}
        }}
    })
}

/// Every name of before that is still there must be called the same.
fn assert_nothing_renamed(before: &Output, after: &Output, what: &str) {
    let (old, new) = (&before.lock.names, &after.lock.names);
    let by_place: BTreeMap<&str, (&String, _)> =
        new.types.iter().map(|(name, ty)| (ty.place.as_str(), (name, &ty.members))).collect();
    for (name, ty) in &old.types {
        if let Some((now, members)) = by_place.get(ty.place.as_str()) {
            assert_eq!(*now, name, "{what}: a type is renamed");
            for (wire, rust) in &ty.members {
                if let Some(now) = members.get(wire) {
                    assert_eq!(now, rust, "{what}: a member of {name} is renamed");
                }
            }
        }
    }
    for (name, call) in &old.calls {
        let same =
            new.calls.iter().find(|(_, it)| it.method == call.method && it.path == call.path);
        if let Some((now, it)) = same {
            assert_eq!(now, name, "{what}: a call is renamed");
            assert_eq!((&it.request, &it.reply), (&call.request, &call.reply), "{what}: {name}");
            for (wire, rust) in &call.inputs {
                assert_eq!(it.inputs.get(wire).unwrap_or(rust), rust, "{what}: an input of {name}");
            }
        }
    }
    for (path, handle) in &old.resources {
        assert_eq!(new.resources.get(path).unwrap_or(handle), handle, "{what}: {path}");
    }
}

/// The files of resources and types that differ, those that are named aside.
fn touched(before: &Output, after: &Output, expected: &[&str]) -> Vec<String> {
    let old: BTreeMap<&str, &str> =
        before.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    let is_shared = |path: &str| {
        path.ends_with("/mod.rs")
            || !(path.starts_with("src/resources") || path.starts_with("src/types"))
    };
    let differs =
        after.files.iter().filter(|file| old.get(file.path.as_str()) != Some(&file.text.as_str()));
    let paths = differs.map(|file| file.path.clone());
    paths.filter(|path| !is_shared(path) && !expected.iter().any(|it| path.contains(it))).collect()
}

/// Newcomers chosen to want a name that is in use.
fn neighbours() -> Vec<(&'static str, &'static str, Value)> {
    let operation = |tag: &str, id: &str| {
        json!({"operationId": id, "tags": [tag], "responses": {"200": {"description": "x",
        "content": {"application/json": {"schema": {"type": "object", "title": "Order", "properties": {"List": {"type": "string"}}}}}}}})
    };
    vec![
        (
            "a first operation that lists",
            "/paths/~1a-orders",
            json!({"get": operation("orders", "list-orders")}),
        ),
        ("a first resource", "/paths/~1a", json!({"get": operation("aaa", "aaa-list")})),
        (
            "a tag that spells a resource otherwise",
            "/paths/~1b",
            json!({"get": operation("Orders", "Orders-List")}),
        ),
        ("a last operation", "/paths/~1zzz", json!({"post": operation("carts", "carts_list")})),
    ]
}

#[test]
fn a_new_operation_renames_nothing_and_touches_no_other_resource() {
    let before = first(&shop());
    for (what, pointer, value) in neighbours() {
        let mut description = shop();
        let path = pointer.rsplit_once('/').expect("a pointer").1.replace("~1", "/");
        description["paths"][&path] = value;
        let after = next(&description, &before);
        assert_nothing_renamed(&before, &after, what);
        assert!(after.lock.names.calls.len() > before.lock.names.calls.len());
        let own = if path.contains("orders") || path == "/b" { "orders" } else { "aaa" };
        let own = if path == "/zzz" { "carts" } else { own };
        assert_eq!(touched(&before, &after, &[own]), Vec::<String>::new(), "{what}");
        // And when it goes again, all is as it was.
        let gone = next(&shop(), &after);
        assert_nothing_renamed(&after, &gone, what);
        assert_eq!(touched(&before, &gone, &[]), Vec::<String>::new(), "{what}, and gone");
    }
}

#[test]
fn a_removed_operation_renames_nothing() {
    let before = first(&shop());
    for path in ["/orders", "/orders/{order_id}", "/carts"] {
        let mut description = shop();
        description["paths"].as_object_mut().expect("paths").remove(path);
        let after = next(&description, &before);
        assert_nothing_renamed(&before, &after, path);
    }
}

#[test]
fn a_new_schema_renames_nothing() {
    let before = first(&shop());
    // A component comes before all inline schemas, and wants the name that one of them has.
    for name in [
        "order_address",
        "OrderPayment",
        "CartListResponseItem",
        "Orders",
        "List",
        "cart_list_item",
        "Order",
    ] {
        let mut description = shop();
        description["components"]["schemas"][name] =
            json!({"type": "object", "properties": {"x": {"type": "boolean"}}});
        description["paths"]["/new"] = json!({"get": {"operationId": "new-get", "tags": ["new"], "responses": {"200":
            {"description": "x", "content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}}}}});
        let after = next(&description, &before);
        assert_nothing_renamed(&before, &after, name);
        assert_eq!(touched(&before, &after, &["new"]), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_new_property_renames_no_other() {
    let before = first(&shop());
    for (name, first_of_all) in [
        ("created_on", true),
        ("created-on", false),
        ("Other", true),
        ("other", true),
        ("*other", true),
        ("ID", true),
    ] {
        let mut description = shop();
        let order = &mut description["components"]["schemas"]["order"]["properties"];
        let old = std::mem::take(order);
        let mut members = serde_json::Map::new();
        if first_of_all {
            members.insert(name.to_owned(), json!({"type": "boolean"}));
        }
        members.extend(old.as_object().expect("properties").clone());
        members.insert(name.to_owned(), json!({"type": "boolean"}));
        *order = Value::Object(members);
        let after = next(&description, &before);
        assert_nothing_renamed(&before, &after, name);
        assert_eq!(touched(&before, &after, &["orders"]), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_new_constant_or_branch_renames_no_other() {
    let before = first(&shop());
    let mut description = shop();
    let schemas = &mut description["components"]["schemas"];
    schemas["money"]["properties"]["currency"]["enum"] = json!(["usd", "unknown", "USD", "EUR"]);
    schemas["order"]["properties"]["payment"]["oneOf"] = json!([
        {"type": "object", "title": "card", "required": ["iban"], "properties": {"iban": {"type": "string"}}},
        {"$ref": "#/components/schemas/cash"}, {"$ref": "#/components/schemas/card"}]);
    assert_nothing_renamed(&before, &next(&description, &before), "constants and branches");
}

#[test]
fn a_new_parameter_renames_no_other() {
    let before = first(&shop());
    let mut description = shop();
    let parameters =
        description["paths"]["/orders"]["get"]["parameters"].as_array_mut().expect("a list");
    parameters.insert(0, json!({"in": "query", "name": "page_size", "schema": {"type": "string"}}));
    parameters.insert(0, json!({"in": "header", "name": "State", "schema": {"type": "string"}}));
    let after = next(&description, &before);
    assert_nothing_renamed(&before, &after, "parameters");
    assert_eq!(after.lock.names.calls["orders.list"].inputs["query:page-size"], "page_size");
}

/// JSON with the members of every object in reverse order.
fn reversed(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().rev();
            let members = members
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), reversed(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(reversed).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

#[test]
fn another_order_renames_nothing() {
    let mut description = shop();
    // Which of these has the plain name depends on the order, until it is in use.
    description["components"]["schemas"]["order"]["properties"]["created_on"] =
        json!({"type": "boolean"});
    description["paths"]["/orders/all"] = description["paths"]["/orders"].clone();
    description["paths"]["/orders/all"]["get"]["operationId"] = json!("list_orders");
    description["paths"]["/orders/all"]["post"]["operationId"] = json!("create-orders");
    let before = first(&description);
    let root = load::Source { path: "openapi.json".to_owned(), text: reversed(&description) };
    let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
    let settings = Settings::default();
    let after =
        generate(&Input { sources, settings: &settings, lock: &before.lock, standalone: true });
    assert_eq!(after.lock.names, before.lock.names);
}

#[test]
fn another_order_of_what_is_given_by_position_makes_no_argument_pass_for_another() {
    let description = |parameters: [&str; 2], members: [&str; 2]| {
        let parameters = parameters.map(|name| {
            format!(
                r#"{{"in":"query","name":"{name}","required":true,"schema":{{"type":"string"}}}}"#
            )
        });
        let members = members.map(|name| format!(r#""{name}":{{"type":"string"}}"#));
        format!(
            r##"{{"openapi":"3.1.0","info":{{"title":"T","version":"1"}},"paths":{{"/orders":{{"post":
            {{"operationId":"orders-move","tags":["orders"],"parameters":[{}],"requestBody":{{"required":true,
            "content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/deal"}}}}}}}},"responses":{{}}}}}}}},
            "components":{{"schemas":{{"deal":{{"type":"object","required":["buyer","seller"],"properties":{{{}}}}}}}}}}}"##,
            parameters.join(","),
            members.join(",")
        )
    };
    let run = |text: String, lock: &Lock| {
        let root = load::Source { path: "openapi.json".to_owned(), text };
        let sources = load::Input { root: &root, files: &load::no_files, overlays: &[] };
        let settings = Settings::default();
        generate(&Input { sources, settings: &settings, lock, standalone: true })
    };
    let before = run(description(["from", "to"], ["buyer", "seller"]), &Lock::default());
    let after = run(description(["to", "from"], ["seller", "buyer"]), &before.lock);
    let text = |output: &Output, path: &str| {
        output.files.iter().find(|file| file.path == path).map(|file| file.text.clone())
    };
    for path in ["src/resources/orders.rs", "src/types/orders.rs"] {
        assert_eq!(text(&after, path), text(&before, path), "{path}");
    }
    assert_eq!(after.lock.names, before.lock.names);
}

#[test]
fn a_place_in_a_list_is_no_name() {
    let before = first(&shop());
    let mut description = shop();
    let parameters =
        description["paths"]["/orders"]["get"]["parameters"].as_array_mut().expect("a list");
    // Where `state` stood there is another list of constants now.
    parameters
        .insert(1, json!({"in": "query", "name": "sort", "schema": {"enum": ["up", "down"]}}));
    let after = next(&description, &before);
    let state = |output: &Output| {
        let mut types = output.lock.names.types.iter();
        types.find(|(_, ty)| ty.members.contains_key("shut")).expect("state").0.clone()
    };
    assert_eq!(state(&after), state(&before));
}

fn renamed(description: &Value, names: &[(&str, &str)]) -> Value {
    let mut text = description.to_string();
    for (old, new) in names {
        text = text.replace(&format!("schemas/{old}\""), &format!("schemas/{new}\""));
        text = text
            .replace(&format!("\"{old}\":{{\"properties"), &format!("\"{new}\":{{\"properties"));
    }
    let description: Value = serde_json::from_str(&text).expect("JSON");
    for (_, new) in names {
        assert!(description["components"]["schemas"].get(new).is_some(), "{new}");
    }
    description
}

#[test]
fn a_component_renamed_upstream_keeps_its_rust_name() {
    let before = first(&shop());
    let description =
        renamed(&shop(), &[("order", "Zz_order-N8k"), ("money", "A_money"), ("card", "zcard")]);
    let after = next(&description, &before);
    let names = |output: &Output| output.lock.names.types.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before));
    assert_eq!(after.lock.names.calls, before.lock.names.calls);
    assert_eq!(after.lock.names.types["Order"].place, "/components/schemas/Zz_order-N8k");
}

#[test]
fn a_component_renamed_and_changed_at_once_keeps_its_name_where_a_call_leads_to_it() {
    let before = first(&shop());
    let mut description = renamed(&shop(), &[("order", "sale")]);
    description["components"]["schemas"]["sale"]["properties"]["weight"] =
        json!({"type": "number"});
    let after = next(&description, &before);
    assert_eq!(after.lock.names.types["Order"].place, "/components/schemas/sale");
    assert_eq!(after.lock.names.types["Order"].members["weight"], "weight");
}

#[test]
fn an_inline_schema_that_moves_to_components_keeps_its_name() {
    let before = first(&shop());
    let old = before
        .lock
        .names
        .types
        .iter()
        .find(|(_, ty)| ty.place.ends_with("properties/address") && ty.place.contains("order"));
    let (name, ty) = old.expect("an address");
    let mut description = shop();
    let address = description["components"]["schemas"]["order"]["properties"]["address"].take();
    description["components"]["schemas"]["place_of_delivery"] = address;
    description["components"]["schemas"]["order"]["properties"]["address"] =
        json!({"$ref": "#/components/schemas/place_of_delivery"});
    let after = next(&description, &before);
    let now = &after.lock.names.types[name];
    assert_eq!(
        (now.place.as_str(), &now.fingerprint),
        ("/components/schemas/place_of_delivery", &ty.fingerprint)
    );
}

/// The shop with money of its own for orders and for carts.
fn shop_with_two_moneys() -> Value {
    let mut description = shop();
    let schemas = &mut description["components"]["schemas"];
    let money = schemas.as_object_mut().expect("schemas").remove("money").expect("money");
    schemas["cart_money"] = money.clone();
    schemas["order_money"] = money;
    schemas["order"]["properties"]["total"] = json!({"$ref": "#/components/schemas/order_money"});
    let text = description.to_string().replace("schemas/money\"", "schemas/cart_money\"");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn a_component_that_becomes_several_equal_ones_stays_one_type_for_as_long_as_they_are_equal() {
    let before = first(&shop());
    let mut description = shop_with_two_moneys();
    let after = next(&description, &before);
    let names = |output: &Output| output.lock.names.types.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before));
    assert_eq!(after.lock.names.types["Money"].also.len(), 1);
    let diff = codegen::diff::compare(&before, &after).expect("two plans");
    assert!(!diff.is_breaking(), "{}", diff.to_text());

    // Both change in the same way: still one. One of them changes: that one is another type.
    for name in ["cart_money", "order_money"] {
        description["components"]["schemas"][name]["properties"]["note"] =
            json!({"type": "string"});
    }
    let both = next(&description, &after);
    assert_eq!(names(&both), names(&before));
    description["components"]["schemas"]["cart_money"]["properties"]["tax"] =
        json!({"type": "string"});
    let one = next(&description, &both);
    let added: Vec<String> =
        names(&one).into_iter().filter(|name| !names(&both).contains(name)).collect();
    assert_eq!(added.len(), 1, "{added:?}");
    assert!(one.lock.names.types.values().all(|ty| ty.also.is_empty()));
}

#[test]
fn equal_components_that_were_never_one_are_types_of_their_own() {
    let output = first(&shop_with_two_moneys());
    let money = |name: &&String| name.contains("Money") && !name.contains("Currency");
    assert_eq!(output.lock.names.types.keys().filter(money).count(), 2);
    // Nor does one that comes later join one that stays.
    let before = first(&shop());
    let mut description = shop();
    description["components"]["schemas"]["gold"] =
        description["components"]["schemas"]["money"].clone();
    description["paths"]["/carts"]["post"] = json!({"operationId": "carts-melt", "tags": ["carts"],
        "responses": {"200": {"description": "x", "content": {"application/json": {"schema":
        {"$ref": "#/components/schemas/gold"}}}}}});
    let after = next(&description, &before);
    assert!(after.lock.names.types.contains_key("Gold"));
}

#[test]
fn components_called_by_their_resources_stay_one_type_though_no_former_way_leads_there() {
    let before = first(&shop());
    // Every reply comes with another status, so that no way of before leads on, and the components have names of their own.
    let mut description = shop_with_two_moneys();
    let text = description.to_string().replace("\"200\"", "\"201\"");
    description = serde_json::from_str(&text).expect("JSON");
    let after = next(&description, &before);
    let names = |output: &Output| output.lock.names.types.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before));
    let diff = codegen::diff::compare(&before, &after).expect("two plans");
    assert!(!diff.is_breaking(), "{}", diff.to_text());
}

#[test]
fn a_member_that_comes_to_hold_an_equal_component_holds_the_same_type() {
    let before = first(&shop());
    let mut description = shop();
    let schemas = &mut description["components"]["schemas"];
    schemas["gold"] = schemas["money"].clone();
    // The shortest way to what there was leads through an order, which still has it.
    *cart(&mut description).get_mut("total").expect("a total") =
        json!({"$ref": "#/components/schemas/gold"});
    let after = next(&description, &before);
    let diff = codegen::diff::compare(&before, &after).expect("two plans");
    assert!(!diff.is_breaking(), "{}", diff.to_text());
    let also = &after.lock.names.types["Money"].also;
    assert_eq!(also.len(), 1, "{also:?}");
}

/// The members of a cart.
fn cart(description: &mut Value) -> &mut serde_json::Map<String, Value> {
    let place =
        "/paths/~1carts/get/responses/200/content/application~1json/schema/items/properties";
    description.pointer_mut(place).and_then(Value::as_object_mut).expect("a cart")
}

#[test]
fn of_several_equal_types_each_keeps_what_it_was_used_for() {
    // Three prices are one type and a fee of its own is equal to them; then each has a component called like the fee's.
    let price = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let mut description = shop();
    let schemas = &mut description["components"]["schemas"];
    schemas["a_price"] = schemas["money"].clone();
    schemas["b_price"] = schemas["money"].clone();
    schemas["order"]["properties"]["total"] = price("a_price");
    schemas["order"]["properties"]["tip"] = price("a_price");
    schemas["card"]["properties"]["limit"] = price("a_price");
    schemas["cash"]["properties"]["change"] = price("b_price");
    let before = first(&description);
    let schemas = &mut description["components"]["schemas"];
    let one = schemas.as_object_mut().expect("schemas").remove("a_price").expect("a price");
    schemas.as_object_mut().expect("schemas").remove("b_price");
    for (holder, member, name) in [
        ("order", "total", "x_price"),
        ("order", "tip", "y_price"),
        ("card", "limit", "z_price"),
        ("cash", "change", "w_price"),
    ] {
        schemas[name] = one.clone();
        schemas[holder]["properties"][member] = price(name);
    }
    let after = next(&description, &before);
    let diff = codegen::diff::compare(&before, &after).expect("two plans");
    assert!(!diff.is_breaking(), "{}", diff.to_text());
    let also = |name: &str| after.lock.names.types[name].also.len();
    assert_eq!((also("APrice"), also("BPrice")), (2, 0));
}

#[test]
fn a_component_that_becomes_several_different_ones_keeps_its_name_where_most_uses_are() {
    let money = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let mut description = shop();
    for member in ["tip", "tax"] {
        cart(&mut description).insert(member.to_owned(), money("money"));
    }
    let before = first(&description);
    let schemas = &mut description["components"]["schemas"];
    let mut one = schemas.as_object_mut().expect("schemas").remove("money").expect("money");
    one["properties"]["note"] = json!({"type": "string"});
    schemas["a_order_money"] = one.clone();
    one["properties"]["weight"] = json!({"type": "number"});
    schemas["b_cart_money"] = one;
    // The shortest way to what there was leads through an order.
    schemas["order"]["properties"]["total"] = money("a_order_money");
    for member in ["total", "tip", "tax"] {
        cart(&mut description).insert(member.to_owned(), money("b_cart_money"));
    }
    let after = next(&description, &before);
    assert_eq!(after.lock.names.types["Money"].place, "/components/schemas/b_cart_money");
    let diff = codegen::diff::compare(&before, &after).expect("two plans");
    let breaking: Vec<&str> = diff
        .changes
        .iter()
        .filter(|it| it.level() == codegen::diff::Level::Major)
        .map(|it| it.item.as_str())
        .collect();
    assert_eq!(breaking.len(), 1, "{breaking:?}");
}

#[test]
fn a_type_whose_uses_come_to_hold_another_that_is_equal_is_an_alias_of_it() {
    let mut description = shop();
    let schemas = &mut description["components"]["schemas"];
    schemas["gold"] = schemas["money"].clone();
    schemas["order"]["properties"]["total"] = json!({"$ref": "#/components/schemas/gold"});
    let before = first(&description);
    assert!(before.lock.names.types.contains_key("Gold"));
    let schemas = &mut description["components"]["schemas"];
    schemas.as_object_mut().expect("schemas").remove("gold");
    schemas["order"]["properties"]["total"] = json!({"$ref": "#/components/schemas/money"});
    // No way of before leads there.
    let text = description.to_string().replace("\"200\"", "\"201\"");
    let description = serde_json::from_str(&text).expect("JSON");
    let after = next(&description, &before);
    assert_eq!(after.lock.names.former_types.get("Gold").map(String::as_str), Some("Money"));
    let diff = codegen::diff::compare(&before, &after).expect("two plans");
    assert!(!diff.is_breaking(), "{}", diff.to_text());
}

#[test]
fn the_resource_stays_when_its_tag_is_renamed() {
    let before = first(&shop());
    let text = shop().to_string().replace("[\"orders\"]", "[\"Sales of goods\"]");
    let mut description: Value = serde_json::from_str(&text).expect("JSON");
    description["paths"]["/more"] =
        json!({"get": {"operationId": "more", "tags": ["Sales of goods"], "responses": {}}});
    let after = next(&description, &before);
    assert_nothing_renamed(&before, &after, "the tag");
    let more = after.lock.names.calls.iter().find(|(_, call)| call.path == "/more").expect("more");
    assert!(more.0.starts_with("orders."), "{}", more.0);
}

#[test]
fn a_type_renamed_by_the_settings_keeps_an_alias() {
    let before = first(&shop());
    let settings = settings::read("names: {order: Purchase}\n", "codegen.yaml").expect("settings");
    let after = run(&shop(), &settings, &before.lock);
    let text = |path: &str| {
        after.files.iter().find(|file| file.path == path).map_or("", |file| &file.text)
    };
    let types = text("src/types/orders.rs");
    assert!(
        types.contains("#[deprecated = \"renamed to `Purchase`\"]\npub type Order = Purchase;"),
        "{types}"
    );
    // It is still there when the next run knows only the lock of this one.
    let later = run(&shop(), &settings, &after.lock);
    assert_eq!(later.files, after.files);
}

#[test]
fn a_newtype_renamed_by_the_settings_is_still_built_and_taken_apart_by_its_former_name() {
    let mut description = shop();
    description["components"]["schemas"]["tree"] =
        json!({"type": "array", "items": {"$ref": "#/components/schemas/tree"}});
    description["components"]["schemas"]["order"]["properties"]["tree"] =
        json!({"$ref": "#/components/schemas/tree"});
    let before = first(&description);
    assert!(before.lock.names.types.contains_key("Tree"));
    let settings = settings::read("names: {tree: Wood}\n", "codegen.yaml").expect("settings");
    let after = run(&description, &settings, &before.lock);
    let types = after.files.iter().find(|file| file.path == "src/types/orders.rs").expect("types");
    let expected = "pub type Tree = Wood;\n\n#[doc(hidden)] pub use former_tree::*;\n\nmod former_tree {\n    pub use super::Wood as Tree;\n}\n";
    assert!(types.text.contains(expected), "{}", types.text);
}

#[test]
fn a_method_renamed_by_the_settings_can_still_be_called_as_before() {
    let before = first(&shop());
    let settings = settings::read("operations: {orders-get: {method: fetch}}\n", "codegen.yaml")
        .expect("settings");
    let after = run(&shop(), &settings, &before.lock);
    let file =
        after.files.iter().find(|file| file.path == "src/resources/orders.rs").expect("orders");
    assert!(file.text.contains("#[deprecated = \"renamed to `fetch`\"]"), "{}", file.text);
    assert!(
        file.text.contains("pub fn get(&self, order_id: impl Into<String>) -> Fetch {"),
        "{}",
        file.text
    );
    assert!(file.text.contains("pub type Get = Fetch;"), "{}", file.text);
}

#[test]
fn operations_of_one_path_that_differ_after_a_hash_keep_their_own_names() {
    let get = |id: &str| json!({"get": {"operationId": id, "tags": ["jars"], "responses": {"200": {"description": "x"}}}});
    let description = json!({"openapi": "3.1.0", "info": {"title": "Jars", "version": "1"}, "paths": {
        "/jars#a": get("second"), "/jars#b": get("first"), "/jars": get("third")}});
    let names = |output: &Output| -> Vec<(String, String)> {
        let calls = &output.lock.names.calls;
        calls.iter().map(|(name, call)| (name.clone(), call.id.clone())).collect()
    };
    let before = first(&description);
    let after = next(&description, &before);
    assert_eq!(names(&before).len(), 3);
    assert_eq!(names(&before), names(&after));
    let diff = codegen::diff::compare(&before, &after).expect("two plans");
    assert_eq!(diff.changes, []);
}

#[test]
fn operations_whose_paths_differ_in_the_names_of_variables_keep_their_own_names() {
    let get = |id: &str, variable: &str| {
        json!({"get": {"operationId": id, "tags": ["rules"], "responses": {"200": {"description": "x"}},
            "parameters": [{"in": "path", "name": variable, "required": true, "schema": {"type": "string"}}]}})
    };
    let description = |paths: Value| json!({"openapi": "3.1.0", "info": {"title": "Rules", "version": "1"}, "paths": paths});
    let before = first(&description(json!({
        "/rules/{phase}/entry": get("list-rules-of-phase", "phase"),
        "/rules/{rule_phase}/entry": get("getPhaseRules", "rule_phase"),
    })));
    let after = next(
        &description(json!({
            "/rules/{phase}/entry": get("list-rules-of-phase", "phase"),
            "/rules/{stage}/entry": get("getPhaseRules", "stage"),
        })),
        &before,
    );
    let names = |output: &Output| -> Vec<(String, String)> {
        let calls = &output.lock.names.calls;
        calls.iter().map(|(name, call)| (name.clone(), call.id.clone())).collect()
    };
    assert_eq!(names(&before).len(), 2);
    assert_eq!(names(&before), names(&after));
}
