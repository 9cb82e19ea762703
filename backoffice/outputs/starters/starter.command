#!/bin/sh
# {{ made }}
export PYTHONUTF8=1 LANG="${LANG:-en_US.UTF-8}"
{% for name, value in variables %}
export {{ name }}={{ value }}
{% endfor %}
cd {{ folder }}
{{ python }} -m backoffice {{ command }}{{ "" if stays else " && exit" }}

echo
printf '%s' {{ wait }}
read -r _
