// Bare React: its own state, no library beside it.
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { branches, clouds, fields, needs, routes, verdict, words } from './step.js';

function Page() {
  const [going, setGoing] = useState(false);
  return (
    <div className="step">
      <h2>{words.title}</h2>
      <ol className="steps">{['route', 'values', 'connect'].map((step) => <li key={step}>{words[`steps.${step}`]}</li>)}</ol>
      {going ? <Values onBack={() => setGoing(false)} /> : <Route onContinue={() => setGoing(true)} />}
    </div>
  );
}

function Route({ onContinue }) {
  const [route, setRoute] = useState(routes[0]);
  const [cloud, setCloud] = useState(clouds[0]);
  return (
    <div>
      <h3>{words['steps.route']}</h3>
      <p>{words['lead.route']}</p>
      <fieldset>
        <legend>{words['route.legend']}</legend>
        {routes.map((id) => (
          <label key={id} className={id === route ? 'choice on' : 'choice'}>
            <input type="radio" name="route" id={id} checked={id === route} onChange={() => setRoute(id)} />
            <span>
              <b>{words[`route.${id}`]}</b>
              {id === routes[0] && <i>{words['route.recommended']}</i>}
              <small>{words[`route.${id}.hint`]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <label htmlFor="cloud">{words.cloud}</label>
      <small>{words['cloud.hint']}</small>
      <select id="cloud" value={cloud} onChange={(event) => setCloud(event.target.value)}>
        {clouds.map((id) => <option key={id} value={id}>{words[`cloud.${id}`]}</option>)}
      </select>
      <h4>{words['need.title']}</h4>
      <ul>{needs.map((need) => <li key={need}>{words[`need.${need}`]}</li>)}</ul>
      {branches.map((branch) => (
        <details key={branch}>
          <summary>{words[`need.${branch}`]}</summary>
          <p>{words[`need.${branch}.answer`]}</p>
        </details>
      ))}
      <p className="foot">
        <button id="continue" onClick={onContinue}>{words.continue}</button>
        <button>{words.close}</button>
      </p>
    </div>
  );
}

function Values({ onBack }) {
  const [values, setValues] = useState(Object.fromEntries(fields.map((id) => [id, ''])));
  return (
    <div>
      <h3>{words['steps.values']}</h3>
      <p>{words['lead.values']}</p>
      {fields.map((id) => (
        <div key={id} className="field">
          <label htmlFor={id}>{words[id]}</label>
          <small>{words[`${id}.hint`]}</small>
          <input
            id={id}
            type={id === 'clientSecret' ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
            value={values[id]}
            onChange={(event) => setValues({ ...values, [id]: event.target.value })}
          />
          <p className="verdict">{verdict(id, values[id])}</p>
        </div>
      ))}
      <p className="foot">
        <button>{words.continue}</button>
        <button onClick={onBack}>{words.back}</button>
      </p>
    </div>
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(<Page />);
