#!/bin/bash
# SPDX-License-Identifier: Apache-2.0

# Looks into packages with unzip and xmllint, independently of the packager's own checks: rules P1 to P27 of SCORM
# packages, S1 to S5 of SCORM 2004 ones, C1 to C9 of cmi5 ones and A1 to A6 of AICC ones, as README.md lists them.
. "$(dirname "$0")/common.sh"
count=0
course=$root/content/ibest
[ -e "$course/course.json" ] || course=$sources/valid/each-kind-of-page

check() { # check RULE COMMAND...: the command succeeds
    count=$((count + 1))
    rule=$1
    shift
    "$@" >"$work/log" 2>&1 || fail "$package: $rule: $* $(head -c 300 "$work/log")"
}

equal() { [ "$1" = "$2" ] || { printf "'%s' is not '%s'" "$1" "$2"; return 1; }; }
empty() { equal "$1" ''; }
xpath() { xmllint --xpath "$1" "$manifest"; }
true_in_manifest() { equal "$(xpath "boolean($1)")" true; }
schema_holds() { xmllint --nonet --noout --schema "$1" "$manifest"; }
e() { printf "*[local-name()='%s']" "$1"; } # an element, whatever its namespace

entries_are_clean() { # P1 P22 P25 P27
    names=$(unzip -Z1 "$package")
    check P1 equal "$(head -1 <<<"$names")" "$1"
    check P22 empty "$(grep -vE '^([a-z0-9._/-]+|XMLSchema\.dtd)$' <<<"$names")" # the name that xml.xsd gives it
    check P25-doubles empty "$(sort <<<"$names" | uniq -d)"
    check P25-folders empty "$(grep -E '/$|__MACOSX|\.DS_Store' <<<"$names")"
    check P25-methods empty "$(unzip -Z "$package" | awk '/^[-dl?]/ && $6 !~ /^(stor|def)/')"
    check P25-plain-files empty "$(unzip -Z "$package" | awk '/^[dl]/')"
    check P25-descriptors empty "$(unzip -Zv "$package" | grep 'extended local header: *yes')"
    check P25-encryption empty "$(unzip -Zv "$package" | grep 'file security status: *encrypted')"
    check P27 empty "$(grep -E '\.(mjs|wasm|woff2?|webp|avif)$' <<<"$names")"
    check P26 test "$(stat -c %s "$package")" -lt 200000000
    check whole unzip -tqq "$package"
    check no-inline-script empty "$(cat "$opened"/*.html | grep -E '<script[^>]*>[^<]|<script>|javascript:| on[a-z]+=')"
    check no-outside-parts empty "$(cat "$opened"/*.html | grep -E '(src|href)="(https?:)?//')"
}

scorm_manifest_is_right() { # what both editions have in common
    check P3 equal "$(head -c 38 "$manifest")" '<?xml version="1.0" encoding="UTF-8"?>'
    check P4 empty "$(grep -E '&#' "$manifest")"
    check P3-utf8 iconv -f UTF-8 -t UTF-8 "$manifest"
    check P6-identifier grep -qE ' identifier="M_[A-Za-z0-9_]+"' "$manifest"
    check P8-one true_in_manifest "count(//$(e organizations)) = 1"
    check P8 true_in_manifest "//$(e organizations)/@default = //$(e organization)/@identifier"
    check P9 true_in_manifest "not((//$(e organization) | //$(e item))[not(normalize-space($(e title)))])"
    check P9-length true_in_manifest "not(//$(e title)[string-length(.) > 200])"
    check P10 true_in_manifest "//$(e item)/*[1][local-name()='title']"
    check P17 true_in_manifest "//$(e item)/@identifierref = //$(e resource)/@identifier"
    check P19 test -f "$opened/$(xpath "string(//$(e resource)/@href)")"
    check P23 true_in_manifest "not(//@parameters)"
    check P24 true_in_manifest "not(//@*[name()='xml:base'])"
    check single-sco true_in_manifest "count(//$(e item)) = 1 and count(//$(e resource)) = 1"
    listed=$(xpath "//$(e file)/@href" | sed 's/^ *href="//; s/"$//' | sort)
    present=$(unzip -Z1 "$package" | grep -vE '^(imsmanifest\.xml|[a-z0-9_]+\.xsd|[A-Za-z]+\.dtd)$' | sort)
    check P20 equal "$listed" "$present"
    check P21 empty "$(grep -E '%|[^a-z0-9._/-]' <<<"$listed")"
}

scorm12_manifest_is_right() {
    scorm_manifest_is_right
    cp "$root/packager/formats/schemas/scorm12.xsd" "$opened/"
    check P2 test -e "$opened/imscp_rootv1p1p2.xsd" -a -e "$opened/adlcp_rootv1p2.xsd" \
        -a -e "$opened/imsmd_rootv1p2p1.xsd" -a -e "$opened/ims_xml.xsd"
    check P5-default grep -qE '^<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"' "$manifest"
    check P5-prefix grep -q 'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"' "$manifest"
    check P6-locations grep -qE 'xsi:schemaLocation="(\S+ \S+ ){2}\S+ \S+"' "$manifest"
    check P7 true_in_manifest "/*/*[1][local-name()='metadata'][$(e schema)='ADL SCORM'][$(e schemaversion)='1.2']"
    check P6-schema schema_holds "$opened/scorm12.xsd"
    check P11-P16 true_in_manifest "not(//*[namespace-uri()='http://www.adlnet.org/xsd/adlcp_rootv1p2'])"
    check P18 true_in_manifest "//$(e resource)[@type='webcontent']/@*[name()='adlcp:scormtype']='sco'"
}

scorm2004_manifest_is_right() {
    scorm_manifest_is_right
    cp "$root/packager/formats/schemas/scorm2004.xsd" "$root/packager/formats/schemas/lom.xsd" "$opened/"
    for document in $(grep -ohE '(schemaLocation *= *"|PUBLIC "[^"]*" ")[A-Za-z0-9_]+\.(xsd|dtd)' "$opened"/*.xsd | grep -oE '[A-Za-z0-9_]+\.(xsd|dtd)$' | sort -u); do
        check P2 test -e "$opened/$document"
    done
    check P5-default grep -qE '^<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"' "$manifest"
    check P5-prefix grep -q 'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"' "$manifest"
    check P6-locations grep -qE 'xsi:schemaLocation="(\S+ \S+ ){4,5}\S+ \S+"' "$manifest"
    check P7 true_in_manifest "/*/*[1][local-name()='metadata'][$(e schema)='ADL SCORM'][$(e schemaversion)='2004 4th Edition']"
    check P6-schema schema_holds "$opened/scorm2004.xsd"
    check P18 true_in_manifest "//$(e resource)[@type='webcontent']/@*[name()='adlcp:scormType']='sco'"
    check S1 true_in_manifest "//$(e item)/$(e sequencing)/$(e deliveryControls)[@completionSetByContent='true'][@objectiveSetByContent='true']"
    check S2 true_in_manifest "//$(e primaryObjective)[(@satisfiedByMeasure='true') = boolean($(e minNormalizedMeasure))]"
    check S3 true_in_manifest "//$(e completionThreshold)[@completedByMeasure='false']"
    check S4 equal "$(xpath "//$(e hideLMSUI)/text()" | sort | paste -sd' ')" 'abandon abandonAll continue previous'
    check S5 true_in_manifest "//$(e organization)/$(e sequencing)/$(e controlMode)[@flow='true']"
}

cmi5_structure_is_right() { # cmi5_structure_is_right UNITS
    check C1-schema schema_holds "$root/packager/formats/schemas/cmi5.xsd"
    check C2 empty "$(xpath "//$(e au)/@id" | sort | uniq -d)"
    check C2-iris true_in_manifest "not(//@id[not(starts-with(., 'https://'))])"
    check C3 true_in_manifest "not(//$(e objectives))"
    check C4-C5 empty "$(xpath "//$(e url)/text()" | grep -vE '^[a-z][a-z0-9-]*\.html$')"
    for page in $(xpath "//$(e url)/text()"); do
        check C4 test -e "$opened/$page"
        check launch-page grep -q "data-module=\"${page%.html}\"" "$opened/$page"
    done
    check C6-moveOn true_in_manifest "not(//$(e au)[not(@moveOn)])"
    check C6-score true_in_manifest "not(//$(e au)[contains(@moveOn, 'Passed')][not(@masteryScore <= 1)])"
    check C6-decimals empty "$(xpath "//$(e au)/@masteryScore" | sed 's/^ *//' | grep -vE '^masteryScore="(0(\.[0-9]{1,4})?|1(\.0{1,4})?)"$')"
    check C6-completed true_in_manifest "not(//$(e au)[@moveOn='NotApplicable'])"
    check C7 true_in_manifest "not(//*[namespace-uri() != 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'])"
    check C8 empty "$(grep -E '>\s+[^<[:space:]]|[^>[:space:]]\s+</' "$manifest")"
    check C9 equal "$(xpath "count(//$(e au))")" "$1"
}

aicc_files_are_right() { # aicc_files_are_right UNITS; what is in their fields: conformance-tests/aicc
    for file in course.crs course.des course.au course.cst; do
        check A1 test -f "$opened/$file"
        check A2 empty "$(sed 's/\r$//' "$opened/$file" | grep -c $'\r' | grep -v '^0$')"
        check A2 equal "$(grep -c $'\r$' "$opened/$file")" "$(wc -l <"$opened/$file")"
    done
    check A3 equal "$(tail -n +2 "$opened/course.au" | wc -l)" "$1"
    check A4 empty "$(tail -n +2 "$opened/course.au" | cut -d, -f6 | grep -v '^""$')"
    for page in $(tail -n +2 "$opened/course.au" | cut -d, -f4 | tr -d '"'); do
        check A5 grep -q "data-module=\"${page%.html}\"" "$opened/$page"
    done
}

tincan_is_right() {
    check launch true_in_manifest "count(//$(e launch)) = 1"
    check types true_in_manifest "not(//$(e activity)[not(contains(@type, '://'))])"
    check launched-page test -e "$opened/$(xpath "string(//$(e launch))")"
}

open_package() { # open_package ZIP MANIFEST
    package=$1
    opened=$work/opened
    rm -rf "$opened"
    unzip -qq "$package" -d "$opened"
    manifest=$opened/$2
    entries_are_clean "$2"
}

# A title with a letter beyond ASCII, or P3 and P4 would have nothing to show.
cp -r "$course" "$work/course"
course=$work/course
sed -i '0,/"title": "/s//"title": "Caf\xc3\xa9: /' "$course/course.json"
build() { "$pack" build "$course" --format "$@" --output "$work/out"; }

for zip in $(build scorm12) $(build scorm12 --module all); do
    open_package "$zip" imsmanifest.xml
    scorm12_manifest_is_right
done
for zip in $(build scorm2004) $(build scorm2004 --module all); do
    open_package "$zip" imsmanifest.xml
    scorm2004_manifest_is_right
done
open_package "$(build cmi5)" cmi5.xml
cmi5_structure_is_right "$(grep -c '"minutes"' "$course/course.json")"
sed -i 's/^  "modules": \[/  "metadata": {"keywords": ["back pain", "groups"], "copyright": "Nobody", "cost": false},\n&/' "$course/course.json"
open_package "$(build scorm12 --lms learninghub)" imsmanifest.xml
scorm12_manifest_is_right
check lom true_in_manifest "count(//$(e metadata)/$(e lom)/$(e general)/$(e keyword)) = 2"
open_package "$(build scorm2004 --lms scormcloud)" imsmanifest.xml
scorm2004_manifest_is_right
check lom true_in_manifest "count(//$(e metadata)/$(e lom)/$(e general)/$(e keyword)) = 2"
open_package "$(build scorm12)" imsmanifest.xml
check lom-none true_in_manifest "not(//$(e lom))"
open_package "$(build aicc)" course.crs
aicc_files_are_right "$(grep -c '"minutes"' "$course/course.json")"
open_package "$(build xapi)" tincan.xml
tincan_is_right
open_package "$(build web)" index.html
finish $count
