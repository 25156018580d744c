package referentie

import (
	"slices"
	"strings"

	"github.com/google/uuid"
)

// BronISCO is the source of the unit groups of ISCO-08.
var BronISCO = Bron{
	Lijst:      "ISCO-08 (ILO), de groepen van vier cijfers, zoals ESCO v1.2 ze gebruikt",
	Gelezen:    "kanarian/esco-explorer, src/app/data/isco.ts@92e56c08 (2024-12-05)",
	Aangenomen: true,
}

// BronESCO is the source of the occupations.
var BronESCO = Bron{
	Lijst:      "ESCO v1.2 (Europese Commissie), beroepen in het Nederlands, een keuze",
	Gelezen:    "kanarian/esco-explorer, src/app/data/occ.ts@92e56c08 (2024-12-05)",
	Aangenomen: true,
}

// ISCOBestaat reports whether code is a group of ISCO-08, of one to four digits.
// Names of groups are not in this list; [Beroepsgroep] has names.
func ISCOBestaat(code string) bool {
	if code == "" || len(code) > 4 || strings.ContainsFunc(code, func(r rune) bool { return r < '0' || r > '9' }) {
		return false
	}
	i, _ := slices.BinarySearch(iscoGroepen, code)
	return i < len(iscoGroepen) && strings.HasPrefix(iscoGroepen[i], code)
}

// A Beroep is an occupation of ESCO. Its URI is what identifies it: the numeric
// codes of ESCO were damaged in the copy that was read.
type Beroep struct {
	URI  string
	ISCO string // unit group
	Naam string // the preferred label in Dutch
}

const escoKop = "http://data.europa.eu/esco/occupation/"

// ESCO returns the occupations in this list, in order of URI. They are a choice
// out of some 3,000, for work that a werkgeversservicepunt and a sociale
// werkvoorziening offer much: the whole list was not taken over, since the licence
// of the copy is not known.
func ESCO() []Beroep {
	uit := slices.Clone(esco)
	for i := range uit {
		uit[i].URI = escoKop + uit[i].URI
	}
	return uit
}

// ESCOVan returns an occupation by its URI; ok is false when it is not in this
// list, which may also mean that it was not taken over: see [ESCOVorm].
func ESCOVan(uri string) (b Beroep, ok bool) {
	id, ok := strings.CutPrefix(uri, escoKop)
	if !ok {
		return b, false
	}
	i, ok := slices.BinarySearchFunc(esco, id, func(b Beroep, id string) int { return strings.Compare(b.URI, id) })
	if !ok {
		return b, false
	}
	b = esco[i]
	b.URI = uri
	return b, true
}

// ESCOVorm reports whether uri has the form of an ESCO occupation.
func ESCOVorm(uri string) bool {
	id, ok := strings.CutPrefix(uri, escoKop)
	u, err := uuid.Parse(id)
	return ok && err == nil && u.String() == id
}

// esco is in order of id, without the head of the URI, and only read.
var esco = []Beroep{
	{"00cee175-1376-43fb-9f02-ba3d7a910a58", "8331", "buschauffeur"},
	{"044d78cc-f62f-4532-83a5-8e04f2889652", "3343", "administratief medewerker"},
	{"0da51178-e386-4534-ae71-15ba789ad756", "8157", "wasserijmedewerker"},
	{"15620506-fb5d-49cd-87a2-1c9047fb406a", "7131", "schilder bouw"},
	{"23be4cb6-c5e7-449e-8d76-8edfe9a00478", "9112", "schoonmaker meubilair"},
	{"245be6d1-fe9a-4ac8-9f81-122a687e4724", "9329", "productiemedewerker"},
	{"2a22ff9e-de3b-408d-b312-5034896cc4f4", "7115", "timmerman"},
	{"2b871272-bd61-4206-bd1a-0b96d7023098", "5230", "kassamedewerker"},
	{"303a1e34-cb16-4054-b323-81e5eec17397", "9112", "schoonmaker gebouwen"},
	{"31808988-fc0a-4bc3-9e47-27216d6759f5", "5414", "beveiliger"},
	{"336cf331-8082-4a0c-bf5f-e7c54706211c", "7234", "fietsenmaker"},
	{"45037d43-a8f5-4f46-b332-b2935bc305f4", "8332", "vrachtwagenchauffeur"},
	{"5ff100c2-00cd-4c64-82ae-8feab6712557", "9510", "folderbezorger"},
	{"7aedaa07-3884-4c5b-88f9-80997b2aa54b", "7212", "lasser"},
	{"7ed2e153-8da8-4c0d-b4c5-3402c623f34b", "4412", "postbode"},
	{"90f75f67-495d-49fa-ab57-2f320e251d7e", "5120", "kok"},
	{"9ba74e8a-c40c-4228-9998-eb3c7a5c11df", "5223", "verkoopmedewerker"},
	{"a48b9a5a-5ded-482d-8cda-7fd097a32c16", "6113", "medewerker groenvoorziening"},
	{"bea705fe-06ac-4147-b8e0-6e8ac1208d8f", "9333", "magazijnmedewerker"},
	{"cb932c74-c13b-47e9-9a85-318bd8eb2f96", "9112", "schoonmaker treinen"},
	{"e7970c7a-7769-4002-87d3-0a8ea94fdd6f", "6113", "hovenier"},
	{"ed3cf43d-c2c1-4c46-82fc-1375e27e0290", "7126", "loodgieter"},
	{"eeac6251-1974-42f5-91ed-513c6c883755", "8344", "heftruckchauffeur"},
	{"f5cb9901-86fc-48d0-9cde-667fbe8cef3a", "9321", "inpakker met de hand"},
	{"f7b04542-d8c7-42db-8475-e63b507cce82", "4226", "receptionist"},
}

// iscoGroepen are the 436 unit groups in order of code, and only read.
var iscoGroepen = strings.Fields(
	"0110 0210 0310 1111 1112 1113 1114 1120 1211 1212 1213 1219 1221 1222 1223 1311 1312 1321 1322 1323 1324 1330 " +
		"1341 1342 1343 1344 1345 1346 1349 1411 1412 1420 1431 1439 2111 2112 2113 2114 2120 2131 2132 2133 2141 2142 " +
		"2143 2144 2145 2146 2149 2151 2152 2153 2161 2162 2163 2164 2165 2166 2211 2212 2221 2222 2230 2240 2250 2261 " +
		"2262 2263 2264 2265 2266 2267 2269 2310 2320 2330 2341 2342 2351 2352 2353 2354 2355 2356 2359 2411 2412 2413 " +
		"2421 2422 2423 2424 2431 2432 2433 2434 2511 2512 2513 2514 2519 2521 2522 2523 2529 2611 2612 2619 2621 2622 " +
		"2631 2632 2633 2634 2635 2636 2641 2642 2643 2651 2652 2653 2654 2655 2656 2659 3111 3112 3113 3114 3115 3116 " +
		"3117 3118 3119 3121 3122 3123 3131 3132 3133 3134 3135 3139 3141 3142 3143 3151 3152 3153 3154 3155 3211 3212 " +
		"3213 3214 3221 3222 3230 3240 3251 3252 3253 3254 3255 3256 3257 3258 3259 3311 3312 3313 3314 3315 3321 3322 " +
		"3323 3324 3331 3332 3333 3334 3339 3341 3342 3343 3344 3351 3352 3353 3354 3355 3359 3411 3412 3413 3421 3422 " +
		"3423 3431 3432 3433 3434 3435 3511 3512 3513 3514 3521 3522 4110 4120 4131 4132 4211 4212 4213 4214 4221 4222 " +
		"4223 4224 4225 4226 4227 4229 4311 4312 4313 4321 4322 4323 4411 4412 4413 4414 4415 4416 4419 5111 5112 5113 " +
		"5120 5131 5132 5141 5142 5151 5152 5153 5161 5162 5163 5164 5165 5169 5211 5212 5221 5222 5223 5230 5241 5242 " +
		"5243 5244 5245 5246 5249 5311 5312 5321 5322 5329 5411 5412 5413 5414 5419 6111 6112 6113 6114 6121 6122 6123 " +
		"6129 6130 6210 6221 6222 6223 6224 6310 6320 6330 6340 7111 7112 7113 7114 7115 7119 7121 7122 7123 7124 7125 " +
		"7126 7127 7131 7132 7133 7211 7212 7213 7214 7215 7221 7222 7223 7224 7231 7232 7233 7234 7311 7312 7313 7314 " +
		"7315 7316 7317 7318 7319 7321 7322 7323 7411 7412 7413 7421 7422 7511 7512 7513 7514 7515 7516 7521 7522 7523 " +
		"7531 7532 7533 7534 7535 7536 7541 7542 7543 7544 7549 8111 8112 8113 8114 8121 8122 8131 8132 8141 8142 8143 " +
		"8151 8152 8153 8154 8155 8156 8157 8159 8160 8171 8172 8181 8182 8183 8189 8211 8212 8219 8311 8312 8321 8322 " +
		"8331 8332 8341 8342 8343 8344 8350 9111 9112 9121 9122 9123 9129 9211 9212 9213 9214 9215 9216 9311 9312 9313 " +
		"9321 9329 9331 9332 9333 9334 9411 9412 9510 9520 9611 9612 9613 9621 9622 9623 9624 9629 ",
)
