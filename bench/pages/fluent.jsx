// What Azure's own portal looks like, built as most would build it: Fluent UI 9, react-hook-form, zod.
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import {
  Badge, Button, Card, Field, FluentProvider, Input, Radio, RadioGroup, Select, Subtitle1, Text, Title3, webLightTheme,
} from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { z } from 'zod';
import { branches, clouds, fields, isId, needs, routes, words, wrong } from './step.js';

const Connection = z.object(
  Object.fromEntries(
    fields.map((id) => [id, isId(id) ? z.guid({ error: wrong(id) }) : id === 'name' ? z.string().optional() : z.string().min(1)]),
  ),
);

function Page() {
  const [going, setGoing] = useState(false);
  return (
    <FluentProvider theme={webLightTheme}>
      <div className="step">
        <Title3 as="h2" block>{words.title}</Title3>
        <ol className="steps">{['route', 'values', 'connect'].map((step) => <li key={step}>{words[`steps.${step}`]}</li>)}</ol>
        {going ? <Values onBack={() => setGoing(false)} /> : <Route onContinue={() => setGoing(true)} />}
      </div>
    </FluentProvider>
  );
}

function Route({ onContinue }) {
  const { control } = useForm({ defaultValues: { route: routes[0], cloud: clouds[0] } });
  return (
    <div>
      <Subtitle1 as="h3" block>{words['steps.route']}</Subtitle1>
      <Text as="p" block>{words['lead.route']}</Text>
      <Controller
        name="route"
        control={control}
        render={({ field }) => (
          <Field label={words['route.legend']}>
            <RadioGroup {...field} onChange={(_, { value }) => field.onChange(value)}>
              {routes.map((id) => (
                <Radio
                  key={id}
                  id={id}
                  value={id}
                  label={
                    <>
                      <Text weight="semibold">{words[`route.${id}`]}</Text>
                      {id === routes[0] && <Badge appearance="outline">{words['route.recommended']}</Badge>}
                      <Text as="p" block size={200}>{words[`route.${id}.hint`]}</Text>
                    </>
                  }
                />
              ))}
            </RadioGroup>
          </Field>
        )}
      />
      <Controller
        name="cloud"
        control={control}
        render={({ field }) => (
          <Field label={words.cloud} hint={words['cloud.hint']}>
            <Select {...field}>{clouds.map((id) => <option key={id} value={id}>{words[`cloud.${id}`]}</option>)}</Select>
          </Field>
        )}
      />
      <Card>
        <Text weight="semibold">{words['need.title']}</Text>
        <ul>{needs.map((need) => <li key={need}>{words[`need.${need}`]}</li>)}</ul>
        {branches.map((branch) => (
          <details key={branch}>
            <summary>{words[`need.${branch}`]}</summary>
            <p>{words[`need.${branch}.answer`]}</p>
          </details>
        ))}
      </Card>
      <p className="foot">
        <Button id="continue" appearance="primary" onClick={onContinue}>{words.continue}</Button>
        <Button>{words.close}</Button>
      </p>
    </div>
  );
}

function Values({ onBack }) {
  const { control, handleSubmit } = useForm({
    mode: 'onChange',
    resolver: zodResolver(Connection),
    defaultValues: Object.fromEntries(fields.map((id) => [id, ''])),
  });
  return (
    <form onSubmit={handleSubmit(() => {})}>
      <Subtitle1 as="h3" block>{words['steps.values']}</Subtitle1>
      <Text as="p" block>{words['lead.values']}</Text>
      {fields.map((id) => (
        <Controller
          key={id}
          name={id}
          control={control}
          render={({ field, fieldState: { error, isDirty } }) => (
            <Field
              label={words[id]}
              hint={words[`${id}.hint`]}
              validationState={error ? 'error' : isDirty && isId(id) ? 'success' : 'none'}
              validationMessage={error?.message ?? (isDirty && isId(id) ? words.good : undefined)}
            >
              <Input {...field} id={id} type={id === 'clientSecret' ? 'password' : 'text'} autoComplete="off" spellCheck={false} />
            </Field>
          )}
        />
      ))}
      <p className="foot">
        <Button appearance="primary" type="submit">{words.continue}</Button>
        <Button onClick={onBack}>{words.back}</Button>
      </p>
    </form>
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(<Page />);
