print('shadowed')
raise SystemExit('shadowed')
